#include "book/rates.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/intern.h"
#include "base/mem.h"
#include "book/cells.h"
#include "value/currency.h"
#include "value/date.h"

enum { DATE, CURRENCY, RATE, NCOLUMN };

static const char *const names[] = {"date", "currency", "rate"};
const char *const rates_required[3] = {"date", "currency", "rate"};

struct entry {
	int32_t currency, date;
	struct decimal rate;
	uint64_t line;
};

/* Entries stand as they came, and after rates_close by currency and date. */
struct rates {
	struct columns columns;
	int base;
	struct intern *days; /* currency and date: the number of the entry */
	struct entry *at;
	size_t n, cap;
	size_t *first; /* by currency: its entries; one more at the end */
};

struct rates *
rates_new(const struct map_section *map, int base)
{
	struct rates *r = mem_array(1, sizeof *r);

	r->base = base;
	r->days = intern_new();
	columns_open(&r->columns, map, names, NCOLUMN);
	return r;
}

void
rates_free(struct rates *r)
{
	if (r == NULL)
		return;
	columns_free(&r->columns);
	intern_free(r->days);
	mem_free(r->at);
	mem_free(r->first);
	mem_free(r);
}

static bool
read_rate(const struct rates *r, const struct cells *in, struct entry *e)
{
	static const struct decimal zero = {0, 0}, one = {1, 0};

	if (!cells_decimal(in, RATE, &e->rate))
		return false;
	if (decimal_compare(e->rate, zero) <= 0)
		return cells_wrong(in, FAULT_NUMBER, RATE, "a rate above 0");
	return e->currency != r->base || decimal_compare(e->rate, one) == 0 ||
	       cells_wrong(
		   in, FAULT_NUMBER, RATE, "the rate of the base, which is 1");
}

static bool
read_entry(const struct rates *r, const struct cells *in, struct entry *e)
{
	int currency;

	if (!cells_date(in, DATE, &e->date))
		return false;
	if (e->date == DATE_NONE)
		return cells_wrong(
		    in, FAULT_BLANK, DATE, "a rate is that of a day");
	if (!cells_currency(in, CURRENCY, &currency))
		return false;
	e->currency = currency;
	return read_rate(r, in, e);
}

static void
second(const struct cells *in, const struct entry *first)
{
	char text[120], day[DATE_CHARS];

	date_format(day, first->date);
	snprintf(text, sizeof text,
	    "a second rate of %s on %s; the first is in line %llu",
	    currency_code(first->currency), day,
	    (unsigned long long)first->line);
	cells_wrong(in, FAULT_RATE, RATE, text);
}

void
rates_row(void *arg, struct batch *b, uint32_t row)
{
	struct rates *r = arg;
	struct cells in = {&r->columns, NULL, b, row};
	struct entry e = {.line = b->line[row]};
	uint32_t id;

	columns_bind(&r->columns, b->header);
	if (!read_entry(r, &in, &e))
		return;
	/* Day and currency, the first eight bytes, are what the rate is of. */
	id = intern_add(r->days,
	    (struct span){(const char *)&e, offsetof(struct entry, rate)});
	if (id < r->n) {
		if (decimal_compare(r->at[id].rate, e.rate) != 0)
			second(&in, &r->at[id]);
		return;
	}
	r->at = mem_grow(r->at, &r->cap, r->n + 1, sizeof *r->at);
	r->at[r->n++] = e;
}

static int
by_currency(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->currency != y->currency)
		return x->currency < y->currency ? -1 : 1;
	return (x->date > y->date) - (x->date < y->date);
}

void
rates_close(struct rates *r)
{
	int count = currency_count();
	size_t i = 0;

	if (r->n > 0)
		qsort(r->at, r->n, sizeof *r->at, by_currency);
	r->first = mem_array((size_t)count + 1, sizeof *r->first);
	for (int c = 0; c <= count; c++) {
		while (i < r->n && r->at[i].currency < c)
			i++;
		r->first[c] = i;
	}
}

bool
rates_have(const struct rates *r, int currency)
{
	return currency == r->base ||
	       r->first[currency] < r->first[currency + 1];
}

bool
rates_find(
    const struct rates *r, int currency, int32_t date, struct decimal *rate)
{
	size_t from = r->first[currency], to = r->first[currency + 1];
	size_t begin = from;

	if (currency == r->base) {
		*rate = (struct decimal){1, 0};
		return true;
	}
	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (r->at[mid].date <= date)
			from = mid + 1;
		else
			to = mid;
	}
	if (from == begin)
		return false;
	*rate = r->at[from - 1].rate;
	return true;
}

/* The rate, where a currency that is not there is the base. */
static bool
rate_of(const struct rates *r, int currency, int32_t date, struct decimal *rate)
{
	if (r->base != RATES_NO_BASE || rates_have(r, currency))
		return rates_find(r, currency, date, rate);
	*rate = (struct decimal){1, 0};
	return true;
}

/* amount x f / t, where f is the rate of `from` and t that of `to`. */
static bool
change(int64_t amount, int from, struct decimal f, int to, struct decimal t,
    enum money_rounding how, int64_t *out)
{
	int shift = t.places + currency_exponent(to) - f.places -
		    currency_exponent(from);
	int128 over = (int128)amount * f.n, under = t.n, v;

	if (shift > 0 &&
	    __builtin_mul_overflow(over, decimal_power(shift), &over))
		return false;
	if (shift < 0)
		under *= decimal_power(-shift);
	v = money_round_as(over, under, how);
	if (v > INT64_MAX || v < -(int128)INT64_MAX)
		return false;
	*out = (int64_t)v;
	return true;
}

bool
rates_at(int64_t amount, int from, struct decimal rate, int to,
    enum money_rounding how, int64_t *out)
{
	return change(amount, from, rate, to, (struct decimal){1, 0}, how, out);
}

bool
rates_convert(const struct rates *r, int64_t amount, int from, int to,
    int32_t date, enum money_rounding how, int64_t *out)
{
	struct decimal f, t;

	if (from == to) {
		*out = amount;
		return true;
	}
	if (!rates_have(r, from) && !rates_have(r, to))
		return false;
	return rate_of(r, from, date, &f) && rate_of(r, to, date, &t) &&
	       change(amount, from, f, to, t, how, out);
}
