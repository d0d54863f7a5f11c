#include "base/mem.h"
#include "cmd/apply_in.h"

/* The remittance lines of money, of where it came in and where it is. */

static void
add_lines(struct apply_desk *d, uint32_t item)
{
	const struct apply *a = d->apply;

	for (uint32_t i = ledger_item(a->ledger, item)->event; i != LEDGER_NONE;
	     i = ledger_event(a->ledger, i)->next) {
		const struct ledger_event *e = ledger_event(a->ledger, i);
		const struct apply_remit *remit;

		if (e->type != TYPE_REMIT || e->date > a->asof)
			continue;
		remit = apply_remit_of(a->notes, e->line);
		if (remit == NULL)
			continue;
		d->line = mem_grow(
		    d->line, &d->line_cap, d->nline + 1, sizeof *d->line);
		d->line[d->nline++] = (struct apply_line){remit, e->amount};
	}
}

void
apply_lines(struct apply_desk *d, const struct apply_money *m)
{
	d->nline = 0;
	add_lines(d, m->from);
	if (m->from != m->item)
		add_lines(d, m->item);
}

uint8_t
apply_block(const struct apply *a, const struct apply_money *m)
{
	if (m->later)
		return BLOCK_LATER;
	if (!m->receipt)
		return BLOCK_NOT;
	if (m->customer == a->world->unidentified)
		return BLOCK_PAYER;
	if (a->world->held[m->customer])
		return BLOCK_HOLD;
	if (m->doc_date == DATE_NONE)
		return BLOCK_NOT;
	if (m->doc_date > a->asof)
		return BLOCK_FUTURE;
	if ((int64_t)m->date - m->doc_date > a->stale_days)
		return BLOCK_STALE;
	return BLOCK_NOT;
}
