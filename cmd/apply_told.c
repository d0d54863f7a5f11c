#include "base/mem.h"
#include "cmd/apply_group.h"
#include "value/currency.h"

/* What other money, credit memos first of all, did when a rule fired for the
   receipt that is explained. */

static void
put(struct buf *to, const struct apply_desk *d, const struct match_entry *e)
{
	const struct apply *a = d->apply;
	uint32_t fund = d->match.funds[e->fund].tag;
	char text[MONEY_CHARS];
	int currency = ledger_item(a->ledger, fund)->currency;

	buf_text(to, to->len > 0 ? "; " : "");
	buf_text(to, posting_type_name((enum posting_type)e->type));
	buf_byte(to, ' ');
	buf_span(to,
	    apply_doc(
		a, e->item != MATCH_NONE ? d->match.items[e->item].tag : fund));
	buf_byte(to, ' ');
	buf_add(to, text,
	    money_format(text, e->amount, currency_exponent(currency)));
	buf_text(to, " of ");
	buf_span(to, apply_doc(a, fund));
}

char *
apply_told_others(const struct apply_desk *d)
{
	const struct match *m = &d->match;
	struct buf text = {0};
	char *copy;

	for (uint32_t i = m->tried; i < m->nentry; i++)
		if (m->entries[i].fund != m->explain)
			put(&text, d, &m->entries[i]);
	copy = mem_copy(text.at, text.len);
	buf_free(&text);
	return copy;
}
