#include "format/x12_810_in.h"
#include "value/date.h"

/* The days from the bill's date, where they have three digits at most. */
static void
write_days(struct x12 *x, int32_t date)
{
	int32_t days = date - x->b->date;

	if (days >= 0 && days <= 999)
		x12_count(x, (uint64_t)days, 1);
	else
		x12_skip(x, 1);
}

/*
 * A bill knows the discount, not what it is a percentage of: the percentage
 * with the fewest decimals, two at most, that gives it; none if none does.
 */
static void
write_percent(struct x12 *x, int64_t discount, int64_t amount)
{
	int128 scale = 100;

	for (int places = 0; amount > 0 && discount > 0 && places <= 2;
	     places++, scale *= 10) {
		int128 p = money_round(scale * discount, amount);

		if (money_round(p * amount, scale) != discount)
			continue;
		x12_number(x, p, places, 6, "ITD03");
		return;
	}
	x12_skip(x, 1);
}

/* 01 to 08: what the discount is, and when all is due. */
static void
write_discount(
    struct x12 *x, const struct bill_part *part, const struct bill_tier *tier)
{
	x12_segment(x, "ITD");
	x12_code(x, tier != NULL ? "08" : "05"); /* basic discount, or none */
	x12_code(x, "3");                        /* from the invoice's date */
	if (tier != NULL) {
		write_percent(x, tier->discount, part->amount);
		x12_date(x, tier->date);
		write_days(x, tier->date);
	} else {
		x12_skip(x, 3);
	}
	x12_date(x, part->due);
	write_days(x, part->due);
	if (tier != NULL)
		x12_cents(x, tier->discount, 10, "ITD08");
	else
		x12_skip(x, 1);
	x12_skip(x, 3);
	x12_text(x, x->b->terms, 80);
	x12_end(x);
}

/* 04: an installment, with its date and amount. */
static void
write_installment(struct x12 *x, const struct bill_part *part)
{
	x12_segment(x, "ITD");
	x12_code(x, "04");
	x12_code(x, "3");
	x12_skip(x, 6);
	x12_date(x, part->due);
	x12_cents(x, part->amount, 10, "ITD10");
	x12_skip(x, 1);
	x12_text(x, x->b->terms, 80);
	x12_end(x);
}

static void
write_part(struct x12 *x, const struct bill_part *part)
{
	if (x->b->npart > 1)
		write_installment(x, part);
	else if (part->ntier == 0)
		write_discount(x, part, NULL);
	for (size_t i = 0; i < part->ntier; i++)
		write_discount(x, part, &part->tier[i]);
}

void
x12_terms(struct x12 *x)
{
	for (size_t i = 0; i < x->b->npart; i++)
		if (x->b->part[i].due != DATE_NONE)
			write_part(x, &x->b->part[i]);
}
