#include "base/mem.h"
#include "cmd/apply_in.h"
#include "value/currency.h"
#include "value/date.h"

/* Discounts for early payment: as the opening rows have them, else as the
   terms say. */

static void
put(struct apply_desk *d, int32_t date, int64_t amount, size_t piece)
{
	if (amount <= 0)
		return;
	d->tier =
	    mem_grow(d->tier, &d->tier_cap, d->ntier + 1, sizeof *d->tier);
	d->tier[d->ntier++] =
	    (struct apply_tier){{date, amount}, (uint32_t)piece};
}

/* The lists were read once, and are good. */
static void
read_lists(
    struct apply_desk *d, const struct span *cells, int currency, size_t piece)
{
	const struct map_section *map = d->apply->source.map;
	struct span dates = cells[CELL_DISCOUNT_DATE];
	struct span amounts = cells[CELL_DISCOUNT];

	while (dates.len > 0 && amounts.len > 0) {
		struct span day = span_cut(&dates, ';');
		struct span sum = span_cut(&amounts, ';');
		int32_t date;
		int64_t amount;

		if (map_date(map, day, &date) &&
		    money_parse(sum, currency_exponent(currency), &map->money,
			&amount) == MONEY_OK)
			put(d, date, amount, piece);
	}
}

/* The terms of an item: of its row, else its customer, else of --terms. */
static const struct terms *
terms_of(struct apply_desk *d, uint32_t item, struct span own)
{
	const struct apply *a = d->apply;
	const struct apply_notes *n = a->notes;
	uint32_t id = own.len > 0 ? intern_find(n->term_texts, own) : 0;

	if (id == 0 && n->customer_terms != NULL)
		id = n->customer_terms[apply_customer_of(a, item)];
	if (id == 0)
		id = n->default_terms;
	if (id == 0)
		return NULL;
	if (n->terms[id] == NULL && (d->bad_terms == 0 || id < d->bad_terms))
		d->bad_terms = id;
	return n->terms[id];
}

static void
from_terms(struct apply_desk *d, uint32_t item, struct span own,
    const struct ledger_piece *p, const struct match_item *m)
{
	const struct apply *a = d->apply;
	const struct terms *terms = terms_of(d, item, own);
	int currency = ledger_item(a->ledger, item)->currency;
	struct terms_bill bill = {
	    .from = p->doc_date != DATE_NONE ? p->doc_date : p->date,
	    .amount = m->amount,
	    .discount_base = m->amount,
	    .exponent = currency_exponent(currency),
	    .rounding = a->policy.rounding,
	    .holidays = &a->holidays};

	if (terms == NULL || m->amount <= 0 ||
	    terms_apply(terms, &bill, &d->parts) != TERMS_OK)
		return;
	for (size_t i = 0; i < d->parts.n; i++) {
		const struct terms_part *part = &d->parts.list[i];
		bool same =
		    p->due == DATE_NONE ? d->parts.n == 1 : part->due == p->due;

		for (size_t k = 0; same && k < part->ntier; k++)
			put(d, part->tier[k].date, part->tier[k].amount, 0);
	}
}

/* The best that piece i still gives on a day. */
static int64_t
best(const struct apply_desk *d, uint32_t piece, int32_t day)
{
	int64_t most = 0;

	for (size_t i = 0; i < d->ntier; i++)
		if (d->tier[i].piece == piece && d->tier[i].tier.date >= day &&
		    d->tier[i].tier.amount > most)
			most = d->tier[i].tier.amount;
	return most;
}

/* Of several pieces the discounts of each day are added. */
static void
deliver(struct apply_desk *d, size_t npiece, struct match_part *part)
{
	struct match_tier *to =
	    apply_room_take(&d->room, d->ntier * sizeof *to);

	for (size_t i = 0; i < d->ntier; i++) {
		to[i] = d->tier[i].tier;
		if (npiece == 1)
			continue;
		to[i].amount = 0;
		for (uint32_t p = 0; p < npiece; p++)
			to[i].amount += best(d, p, to[i].date);
	}
	part->tier = to;
	part->ntier = (uint32_t)d->ntier;
}

static void
read_part(struct apply_desk *d, uint32_t item, const struct ledger_part *pieces,
    size_t n, struct match_item *m, struct match_part *part)
{
	const struct apply *a = d->apply;
	int currency = ledger_item(a->ledger, item)->currency;
	struct span cells[APPLY_CELLS], own = {"", 0};
	bool listed = false;

	d->ntier = 0;
	for (size_t i = 0; i < n; i++) {
		const struct ledger_piece *p =
		    ledger_piece(a->ledger, pieces[i].piece);

		apply_kept(a->notes, p->tag, cells, APPLY_CELLS);
		listed |= cells[CELL_DISCOUNT].len > 0;
		if (own.len == 0)
			own = cells[CELL_TERMS];
		read_lists(d, cells, currency, i);
	}
	if (m->terms == 0 && own.len > 0)
		m->terms = intern_find(a->notes->term_texts, own);
	if (!listed)
		from_terms(
		    d, item, own, ledger_piece(a->ledger, pieces[0].piece), m);
	if (d->ntier > 0)
		deliver(d, listed ? n : 1, part);
}

void
apply_tiers(struct apply_desk *d, uint32_t item,
    const struct ledger_part *parts, size_t n, struct match_item *m)
{
	const struct ledger *l = d->apply->ledger;
	uint32_t at = 0;

	for (size_t i = 0, end; i < n; i = end, at++) {
		int32_t due = ledger_piece(l, parts[i].piece)->due;

		for (end = i + 1; end < n; end++)
			if (ledger_piece(l, parts[end].piece)->due != due)
				break;
		read_part(d, item, parts + i, end - i, m, &m->part[at]);
	}
}
