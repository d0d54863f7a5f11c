/*
 * Any bytes as payment terms.  What can't be read has a place and a reason;
 * what can gives parts that make the whole, of a credit the mirror, and the
 * same in capitals.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "rule/terms.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
hold(bool promise, const char *what)
{
	if (promise)
		return;
	fprintf(stderr, "broken: %s\n", what);
	abort();
}

static void
check_error(const struct terms_error *error, struct span text)
{
	char *said = terms_error_text(error, text);

	hold(error->at <= text.len, "a place in the text");
	hold(error->len <= text.len - error->at, "a word of the text");
	hold(error->what[0] != '\0', "a reason");
	hold(strlen(said) > strlen(error->what), "a message");
	mem_free(said);
}

static void
check_part(const struct terms_part *p, const struct terms_bill *bill)
{
	hold(p->due >= DATE_MIN && p->due <= DATE_MAX, "a due date");
	hold(p->amount == 0 || (p->amount < 0) == (bill->amount < 0),
	    "the sign of the whole");
	hold(p->ntier <= TERMS_TIERS, "a few discounts");
	for (size_t i = 0; i < p->ntier; i++) {
		int64_t off = p->tier[i].amount;

		hold(p->tier[i].date >= DATE_MIN && p->tier[i].date <= DATE_MAX,
		    "a discount date");
		hold(off == 0 || ((off < 0) == (p->base < 0) &&
				     llabs(off) <= llabs(p->base)),
		    "a discount of no more than all");
	}
}

static void
check_sum(const struct terms_parts *parts, const struct terms_bill *bill)
{
	int128 amount = 0, base = 0;

	hold(parts->n > 0, "a part");
	for (size_t i = 0; i < parts->n; i++) {
		check_part(&parts->list[i], bill);
		amount += parts->list[i].amount;
		base += parts->list[i].base;
	}
	hold(amount == bill->amount, "parts of a whole");
	hold(base == (amount != 0 ? bill->discount_base : 0), "a split base");
}

/* The same parts, times `sign`. */
static void
check_same(const struct terms_parts *a, const struct terms_parts *b, int sign)
{
	hold(a->n == b->n, "as many parts");
	for (size_t i = 0; i < a->n; i++) {
		const struct terms_part *p = &a->list[i], *q = &b->list[i];

		hold(p->due == q->due && p->amount == sign * q->amount &&
			 p->base == sign * q->base && p->ntier == q->ntier,
		    "the same part");
		for (size_t k = 0; k < p->ntier; k++)
			hold(p->tier[k].date == q->tier[k].date &&
				 p->tier[k].amount == sign * q->tier[k].amount,
			    "the same discount");
	}
}

static void
check_bill(
    const struct terms *t, const struct terms *capitals, struct terms_bill bill)
{
	struct terms_parts parts = {0}, same = {0}, mirror = {0};
	enum terms_fault fault = terms_apply(t, &bill, &parts);

	hold(terms_apply(capitals, &bill, &same) == fault, "the same fault");
	bill.amount = -bill.amount;
	bill.discount_base = -bill.discount_base;
	hold(terms_apply(t, &bill, &mirror) == fault, "the mirrored fault");
	if (fault == TERMS_OK) {
		check_sum(&mirror, &bill);
		check_same(&parts, &same, 1);
		check_same(&parts, &mirror, -1);
	}
	terms_parts_free(&parts);
	terms_parts_free(&same);
	terms_parts_free(&mirror);
}

/* 1970-01-01 was a Thursday. */
static void
check_bills(const struct terms *t, const struct terms *capitals)
{
	static const int32_t closed[] = {0, 1, 4, 30, DATE_MAX};
	static const struct holidays holidays = {closed, 5};
	static const struct terms_bill bills[] = {
	    {0, 100000, 100000, 2, ROUND_HALF_AWAY, NULL},
	    {DATE_MIN, 5, 4, 0, ROUND_HALF_EVEN, NULL},
	    {-1, 123457, -99999, 3, ROUND_HALF_AWAY, &holidays},
	    {DATE_MAX - 400, INT64_MAX, INT64_MAX, 4, ROUND_HALF_EVEN,
		&holidays},
	    {DATE_MAX, 0, 17, 2, ROUND_HALF_AWAY, &holidays}};

	for (size_t i = 0; i < sizeof bills / sizeof *bills; i++)
		check_bill(t, capitals, bills[i]);
}

static struct terms *
parse_capitals(struct span text)
{
	struct terms_error error;
	char *copy = mem_copy(text.at, text.len);
	struct terms *t;

	for (size_t i = 0; i < text.len; i++) {
		if (copy[i] >= 'a' && copy[i] <= 'z')
			copy[i] = (char)(copy[i] - 'a' + 'A');
		if (copy[i] == ' ')
			copy[i] = '\t';
	}
	t = terms_parse((struct span){copy, text.len}, &error);
	mem_free(copy);
	return t;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span text = {(const char *)data, size};
	struct terms_error error;
	struct terms *t = terms_parse(text, &error);
	struct terms *capitals = parse_capitals(text);

	hold((t == NULL) == (capitals == NULL), "the same in capitals");
	if (t == NULL)
		check_error(&error, text);
	else
		check_bills(t, capitals);
	terms_free(t);
	terms_free(capitals);
	return 0;
}
