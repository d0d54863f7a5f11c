#include "base/mem.h"
#include "cmd/kpi_out.h"
#include "value/currency.h"
#include "value/date.h"

bool
kpi_round(const struct kpi_run *r, size_t i, int currency, struct kpi_value *v,
    struct kpi_shown *shown)
{
	enum kpi_unit unit = kpi_unit(r->list, i);
	int digits =
	    unit == KPI_MONEY || unit == KPI_COUNT ? 0 : (int)r->digits;

	shown->places =
	    unit == KPI_MONEY ? currency_exponent(currency) : digits;
	if (v->why == KPI_OK &&
	    !fraction_round(v->sum, v->nsum, digits, r->rounding, &shown->n))
		v->why = KPI_TOO_LARGE;
	return v->why == KPI_OK;
}

const char *
kpi_unit_name(enum kpi_unit unit, int currency)
{
	switch (unit) {
	case KPI_DAYS:
		return "days";
	case KPI_PERCENT:
		return "%";
	case KPI_TIMES:
		return "times";
	case KPI_COUNT:
		return "count";
	case KPI_INDEX:
		return "index";
	case KPI_MONEY:
		break;
	}
	return currency_code(currency);
}

static void
add_money(struct buf *to, int128 n, int places)
{
	buf_room(to, MONEY_CHARS);
	to->len += money_format(to->at + to->len, n, places);
}

static void
add_date(struct buf *to, int32_t date, size_t n)
{
	char text[DATE_CHARS];

	date_format(text, date);
	buf_add(to, text, n);
}

static void
add_month(struct buf *to, int32_t date)
{
	add_date(to, date, sizeof "2026-10" - 1);
}

static void
add_ratio(struct buf *to, int128 n, int128 d)
{
	struct fraction f = fraction_reduce((struct fraction){n, d});

	add_money(to, f.n, 0);
	if (f.d == 1)
		return;
	buf_byte(to, '/');
	add_money(to, f.d, 0);
}

/* A hundred times as much, in as few characters as hold it. */
static void
add_percent(struct buf *to, struct decimal rate)
{
	char text[MONEY_CHARS];

	for (; rate.places < 2; rate.places++)
		rate.n *= 10;
	rate.places = (uint8_t)(rate.places - 2);
	buf_add(to, text, decimal_format(text, rate));
	buf_byte(to, '%');
}

static void
add_label(struct buf *to, const struct kpi_input *in)
{
	buf_text(to, in->label);
	if (in->bucket != NULL)
		buf_text(to, in->bucket);
	if (in->day != DATE_NONE)
		add_date(to, in->day, DATE_CHARS - 1);
	if (in->month != DATE_NONE)
		add_month(to, in->month);
	buf_byte(to, '=');
}

static void
add_input(struct buf *to, const struct kpi_input *in, int exponent)
{
	add_label(to, in);
	switch (in->kind) {
	case KPI_IN_MONEY:
		add_money(to, in->n, exponent);
		break;
	case KPI_IN_SQUARE:
		add_money(to, in->n, 2 * exponent);
		break;
	case KPI_IN_COUNT:
		add_money(to, in->n, 0);
		break;
	case KPI_IN_RATIO:
		add_ratio(to, in->n, in->d);
		break;
	case KPI_IN_RATE:
		add_percent(to, in->rate);
		break;
	}
}

void
kpi_reason_add(struct buf *to, const struct kpi_value *v)
{
	bool dated = v->why_month != DATE_NONE;

	if (dated && v->why == KPI_NEGATIVE_SALES) {
		buf_text(to, "sales of ");
		add_month(to, v->why_month);
		buf_text(to, " are negative");
		return;
	}
	buf_text(to, kpi_why(v->why));
	if (!dated)
		return;
	buf_text(to, " in ");
	add_month(to, v->why_month);
}

struct span
kpi_inputs(struct buf *to, const struct kpi_value *v, int currency)
{
	int exponent = currency_exponent(currency);

	to->len = 0;
	for (size_t i = 0; i < v->ninput; i++) {
		if (i > 0)
			buf_byte(to, ';');
		add_input(to, &v->inputs[i], exponent);
	}
	if (v->why != KPI_OK) {
		buf_text(to, v->ninput > 0 ? ";" : "");
		kpi_reason_add(to, v);
	}
	return (struct span){to->at, to->len};
}
