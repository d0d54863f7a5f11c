#include <stdio.h>

#include "base/diag.h"
#include "base/mem.h"
#include "book/history.h"
#include "book/openbook.h"
#include "cmd/age.h"
#include "value/currency.h"
#include "value/date.h"

/* The other item, or the number of the dispute, promise, notice. */
static struct span
with(const struct ledger *l, const struct history *h)
{
	if (h->number != LEDGER_NONE)
		return ledger_text(l, h->number);
	return h->other == LEDGER_NONE
		   ? span_of("")
		   : ledger_text(l, ledger_item(l, h->other)->doc);
}

static void
put_row(const struct age *a, struct csvout *w, const struct history *h)
{
	const struct ledger *l = a->ledger;
	const struct ledger_item *i = ledger_item(l, h->item);
	int exponent = currency_exponent(i->currency);
	char place[PLACE_CHARS];

	csvout_text(w, ledger_text(l, i->customer));
	csvout_string(w, currency_code(i->currency));
	csvout_text(w, ledger_text(l, i->doc));
	csvout_string(w, posting_type_name((enum posting_type)i->kind));
	csvout_date(w, h->date);
	csvout_string(w, posting_type_name((enum posting_type)h->type));
	csvout_text(w, with(l, h));
	if (h->number == LEDGER_NONE)
		csvout_money(w, h->change, exponent);
	else
		csvout_string(w, ""); /* events change nothing */
	csvout_money(w, h->open, exponent);
	csvout_string(
	    w, source_place(&a->source, h->line, place, sizeof place));
	csvout_row(w);
}

void
age_history(struct age *a, struct csvout *w)
{
	static const char *const names[] = {"customer", "currency", "doc",
	    "item", "effective", "type", "with", "change", "open", "row"};
	struct history *rows;
	size_t n =
	    history_find(a->ledger, span_of(a->history), a->policy.asof, &rows);

	if (n == 0)
		diag_fail("no item \"%s\" by that day", a->history);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		csvout_column(w, span_of(names[i]),
		    i == 7 || i == 8 ? CSV_AMOUNT : CSV_TEXT);
	for (size_t i = 0; i < n; i++)
		put_row(a, w, &rows[i]);
	mem_free(rows);
}

void
age_open_book(struct age *a, struct csvout *w)
{
	struct openbook_plan plan = {a->ledger, a->source.keep, a->source.map,
	    csvin_heading(a->source.in, 0),
	    tool_duplicates(&a->tool) != DUPLICATES_ERROR, a->policy.asof,
	    a->closed_since};
	size_t early = openbook_write(&plan, w);

	if (early == 0)
		return;
	diag_say("%zu row%s dated by the day but acting on later items: left "
		 "out, append them to the new book",
	    early, early == 1 ? " is" : "s are");
	a->tool.findings = true;
}
