#include "cmd/kpi_in.h"

/* Amounts of the item at hand, as the report counts them. */

int64_t
kpi_convert(struct kpi_work *w, const struct ledger_piece *row, int32_t day,
    int64_t amount)
{
	const struct base *base = w->world->run->money;
	const struct decimal *booked;
	int currency = w->item.row->currency;
	int64_t out = 0;

	booked = base_booked(&w->world->note->booked, row);
	if (!base_convert(base, amount, currency, day, booked, &out))
		base_missing(
		    base, &w->faults, row->line, currency, day, booked);
	return out;
}

int128
kpi_convert_sum(
    struct kpi_work *w, const struct ledger_piece *row, int32_t day, int128 sum)
{
	const struct base *base = w->world->run->money;
	int currency = w->item.row->currency;

	if (sum == (int64_t)sum)
		return kpi_convert(w, row, day, (int64_t)sum);
	if (currency == base->currency)
		return sum;
	base_missing(base, &w->faults, row->line, currency, day,
	    base_booked(&w->world->note->booked, row));
	return 0;
}
