#include "base/diag.h"
#include "cmd/invoice_check.h"

enum { INVOICES, CREDITS, NSERIES };

static int
digits_of(uint64_t n)
{
	int digits = 1;

	for (; n >= 10; n /= 10)
		digits++;
	return digits;
}

static uint64_t
smallest_of(int digits)
{
	uint64_t n = 1;

	while (--digits > 0)
		n *= 10;
	return n;
}

/*
 * Two series of one prefix meet where both come to a number that is written
 * the same way in both: 099 and 99 are not, but 100 is.
 */
static void
check_series(const struct invoice *v)
{
	const struct serial *a = &v->first[INVOICES], *b = &v->first[CREDITS];
	uint64_t n = a->number > b->number ? a->number : b->number;
	int wide = a->width > b->width ? a->width : b->width;
	char text[SERIAL_CHARS];

	if (!v->series[CREDITS].there || strcmp(a->prefix, b->prefix) != 0)
		return;
	if (a->width != b->width && digits_of(n) < wide)
		n = smallest_of(wide);
	if (n >= v->series[INVOICES].next.number ||
	    n >= v->series[CREDITS].next.number)
		return;
	serial_format(text, a, n - a->number);
	diag_fail("%s would be an invoice and a credit memo: their series run "
		  "into each other",
	    text);
}

/* Whether this run gave that number to a document. */
static bool
is_given(const struct invoice *v, struct span doc)
{
	char text[SERIAL_CHARS];
	struct serial s;

	if (!serial_parse(doc, &s))
		return false;
	for (int i = 0; i < NSERIES; i++) {
		const struct serial *first = &v->first[i];
		size_t n;

		if (s.number < first->number ||
		    s.number >= v->series[i].next.number ||
		    strcmp(s.prefix, first->prefix) != 0)
			continue;
		n = serial_format(text, first, s.number - first->number);
		if (span_equal(doc, (struct span){text, n}))
			return true;
	}
	return false;
}

/* The first row of the book that opens an item of a number of this run. */
static const struct ledger_piece *
find_used(const struct invoice *v)
{
	const struct ledger *l = v->checks->book->ledger;
	const struct ledger_piece *used = NULL;

	for (uint32_t i = 0; i < ledger_items(l); i++) {
		const struct ledger_item *item = ledger_item(l, i);

		if (!is_given(v, ledger_text(l, item->doc)))
			continue;
		for (uint32_t k = item->piece; k != LEDGER_NONE;
		     k = ledger_piece(l, k)->next)
			if (used == NULL ||
			    ledger_piece(l, k)->line < used->line)
				used = ledger_piece(l, k);
	}
	return used;
}

void
invoice_check_numbers(struct invoice *v)
{
	const struct ledger_piece *used;
	char place[PLACE_CHARS];
	struct span doc;

	check_series(v);
	used = v->checks->book != NULL ? find_used(v) : NULL;
	if (used == NULL)
		return;
	doc = ledger_text(v->checks->book->ledger,
	    ledger_item(v->checks->book->ledger, used->item)->doc);
	source_place(&v->checks->book->source, used->line, place, sizeof place);
	diag_fail("%.*s is used in %s", (int)doc.len, doc.at, place);
}
