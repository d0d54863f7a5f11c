#include "base/buf.h"
#include "book/ledger.h"
#include "book/ledger_in.h"
#include "value/currency.h"

static const struct span nothing;

static void
describe(const struct ledger *l, uint32_t item, bool either, struct buf *to)
{
	const struct ledger_item *i = &l->items[item];
	const char *code = currency_code(i->currency);

	buf_text(to, "no ");
	if (either)
		buf_text(to, "item ");
	else
		buf_text(to, i->side == SIDE_DEBIT ? "invoice or debit "
						   : "receipt or credit ");
	buf_byte(to, '"');
	buf_span(to, ledger_text(l, i->doc));
	buf_text(to, "\" of customer \"");
	buf_span(to, ledger_text(l, i->customer));
	buf_byte(to, '"');
	if (*code != '\0') {
		buf_text(to, " in ");
		buf_text(to, code);
	}
	if (ledger_text(l, i->entity).len > 0) {
		buf_text(to, " of entity \"");
		buf_span(to, ledger_text(l, i->entity));
		buf_byte(to, '"');
	}
}

void
ledger_unknown(const struct ledger *l, uint32_t item, bool either,
    uint64_t line, bool is_doc, struct faults *faults)
{
	const struct ledger_item *i = &l->items[item];
	struct span doc = ledger_text(l, i->doc);
	uint32_t twin = ledger_twin(l, item);
	struct buf text = {0};

	if (i->rejected ||
	    (either && twin != LEDGER_NONE && l->items[twin].rejected)) {
		fault_add(faults, FAULT_ITEM_REJECTED, line,
		    is_doc ? "doc" : "ref", doc, NULL, nothing);
		return;
	}
	describe(l, item, either, &text);
	fault_add(faults, FAULT_UNKNOWN_ITEM, line, is_doc ? "doc" : "ref", doc,
	    buf_string(&text), nothing);
	buf_free(&text);
}
