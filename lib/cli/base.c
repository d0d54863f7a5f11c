#include "cli/base.h"

#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "cli/table.h"
#include "value/currency.h"
#include "value/date.h"

static void
read_rates(struct base *b, struct tool *t, const char *path)
{
	b->rates = rates_new(&t->map->of[MAP_RATES], b->currency);
	table_read(t, path, MAP_RATES, rates_required, 3, rates_row, b->rates);
	rates_close(b->rates);
}

struct base *
base_open(struct tool *t, const struct base_options *o)
{
	static const char *const words[] = {"asof", "booking", NULL};
	bool booked = opts_choice("--base-rate", o->how, words) == 1;
	struct base *b;

	if (o->currency == NULL && (o->rates != NULL || o->how != NULL))
		diag_fail("%s goes with --base",
		    o->rates != NULL ? "--rates" : "--base-rate");
	if (o->currency == NULL)
		return NULL;
	b = mem_array(1, sizeof *b);
	b->currency = currency_find(span_of(o->currency));
	b->booked = booked;
	if (b->currency == CURRENCY_BAD || b->currency == CURRENCY_UNNAMED)
		diag_fail("--base: \"%s\" is not an ISO 4217 currency code",
		    o->currency);
	if (o->rates != NULL)
		read_rates(b, t, o->rates);
	return b;
}

void
base_check(const struct base *b, const struct source *s)
{
	if (b != NULL && !source_has(s, "currency"))
		diag_fail("--base: the input has no column \"currency\"; give "
			  "--col default.currency=CODE");
}

void
base_free(struct base *b)
{
	if (b == NULL)
		return;
	rates_free(b->rates);
	mem_free(b);
}

bool
base_convert_on(const struct base *b, int64_t amount, int currency,
    int32_t date, int64_t *out)
{
	struct decimal rate;

	if (currency == b->currency || amount == 0) {
		*out = amount;
		return true;
	}
	return b->rates != NULL &&
	       rates_find(b->rates, currency, date, &rate) &&
	       rates_at(
		   amount, currency, rate, b->currency, ROUND_HALF_AWAY, out);
}

bool
base_change(const struct base *b, int64_t amount, int currency, int32_t date,
    const struct decimal *booking, int64_t *out)
{
	if (!b->booked)
		return base_convert_on(b, amount, currency, date, out);
	return booking != NULL && booking->n > 0 &&
	       rates_at(amount, currency, *booking, b->currency,
		   ROUND_HALF_AWAY, out);
}

/* A row is told of once for one reason, however often it is asked about. */
static bool
told(const struct faults *faults, uint64_t line, const char *detail)
{
	for (size_t i = 0; i < faults->n; i++)
		if (faults->list[i].line == line &&
		    faults->list[i].detail != NULL &&
		    !strcmp(faults->list[i].detail, detail))
			return true;
	return false;
}

static void
tell(struct faults *faults, uint64_t line, enum fault_code code,
    const char *detail)
{
	if (!told(faults, line, detail))
		fault_add(faults, code, line, "rate", (struct span){0}, detail,
		    (struct span){0});
}

static void
too_large(const struct base *b, struct faults *faults, uint64_t line)
{
	char text[80];

	snprintf(text, sizeof text, "in %s beyond the largest amount",
	    currency_code(b->currency));
	tell(faults, line, FAULT_TOTAL, text);
}

/* Whether it is the currency that has no rate, not the day. */
static bool
lacks_all(const struct base *b, int currency)
{
	return b->rates == NULL || !rates_have(b->rates, currency);
}

void
base_why(
    const struct base *b, int currency, int32_t date, char text[BASE_WHY_CHARS])
{
	const char *code = currency_code(currency);
	char day[DATE_CHARS];
	struct decimal rate;

	date_format(day, date);
	if (b->rates == NULL)
		snprintf(
		    text, BASE_WHY_CHARS, "no rate of %s: give --rates", code);
	else if (lacks_all(b, currency))
		snprintf(text, BASE_WHY_CHARS,
		    "no rate of %s on any day; this is the first row in it",
		    code);
	else if (!rates_find(b->rates, currency, date, &rate))
		snprintf(text, BASE_WHY_CHARS, "no rate of %s on or before %s",
		    code, day);
	else
		snprintf(text, BASE_WHY_CHARS,
		    "in %s beyond the largest amount",
		    currency_code(b->currency));
}

void
base_missing_on(const struct base *b, struct faults *faults, uint64_t line,
    int currency, int32_t date)
{
	char text[BASE_WHY_CHARS];
	struct decimal rate;

	if (b->rates != NULL && rates_find(b->rates, currency, date, &rate)) {
		too_large(b, faults, line);
		return;
	}
	base_why(b, currency, date, text);
	if (lacks_all(b, currency))
		fault_add_once(faults, FAULT_RATE, line, "rate", text);
	else
		tell(faults, line, FAULT_RATE, text);
}

void
base_missing(const struct base *b, struct faults *faults, uint64_t line,
    int currency, int32_t date, const struct decimal *booking)
{
	if (!b->booked)
		base_missing_on(b, faults, line, currency, date);
	else if (booking != NULL && booking->n > 0)
		too_large(b, faults, line);
	else
		tell(faults, line, FAULT_RATE, "no booking rate");
}
