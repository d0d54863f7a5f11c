#include "base/diag.h"
#include "base/mem.h"
#include "cmd/invoice_check.h"

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

/* The documents by their numbers; free each. */
static void
list_numbers(const struct invoice *v, uint32_t *numbers[NSERIES])
{
	for (int i = 0; i < NSERIES; i++)
		numbers[i] =
		    mem_array(v->series[i].next.number - v->first[i].number + 1,
			sizeof *numbers[i]);
	for (uint32_t i = 0; i < v->ngroup; i++) {
		const struct invoice_group *g = &v->groups[i];

		if (!g->held)
			numbers[invoice_series(v, g)][g->number] = i;
	}
}

/* The document that this run gave a number, or NULL. */
static const struct invoice_group *
find_given(
    const struct invoice *v, uint32_t *const numbers[NSERIES], struct span doc)
{
	char text[SERIAL_CHARS];
	struct serial s;

	if (!serial_parse(doc, &s))
		return NULL;
	for (int i = 0; i < NSERIES; i++) {
		const struct serial *first = &v->first[i];
		size_t n;

		if (s.number < first->number ||
		    s.number >= v->series[i].next.number ||
		    strcmp(s.prefix, first->prefix) != 0)
			continue;
		n = serial_format(text, first, s.number - first->number);
		if (span_equal(doc, (struct span){text, n}))
			return &v->groups[numbers[i][s.number - first->number]];
	}
	return NULL;
}

/* Whether a document would open that item of the book, of its number. */
static bool
is_item_of(const struct invoice *v, const struct ledger_item *item,
    const struct invoice_group *g)
{
	const struct ledger *l = v->checks->book->ledger;

	return item->side == (g->credit ? SIDE_CREDIT : SIDE_DEBIT) &&
	       item->currency == g->currency &&
	       span_equal(ledger_text(l, item->customer),
		   invoice_text(v, g, TEXT_CUSTOMER)) &&
	       span_equal(ledger_text(l, item->entity),
		   invoice_text(v, g, TEXT_ENTITY));
}

/* The number of a receipt is the payer's: it may be that of a document, but
   they must not become one item. */
static bool
is_used(const struct ledger_piece *p, bool one_item)
{
	return one_item || (p->kind != TYPE_RECEIPT && !p->returned);
}

/* The first row of the book that has a number of this run for itself. */
static const struct ledger_piece *
find_used(const struct invoice *v, uint32_t *const numbers[NSERIES])
{
	const struct ledger *l = v->checks->book->ledger;
	const struct ledger_piece *used = NULL;

	for (uint32_t i = 0; i < ledger_items(l); i++) {
		const struct ledger_item *item = ledger_item(l, i);
		const struct invoice_group *g =
		    find_given(v, numbers, ledger_text(l, item->doc));
		bool one_item = g != NULL && is_item_of(v, item, g);
		uint32_t k = g != NULL ? item->piece : LEDGER_NONE;

		for (; k != LEDGER_NONE; k = ledger_piece(l, k)->next)
			if (is_used(ledger_piece(l, k), one_item) &&
			    (used == NULL ||
				ledger_piece(l, k)->line < used->line))
				used = ledger_piece(l, k);
	}
	return used;
}

static void
check_book(const struct invoice *v)
{
	const struct invoice_book *book = v->checks->book;
	const struct ledger_piece *used;
	uint32_t *numbers[NSERIES];
	char place[PLACE_CHARS];
	struct span doc;

	list_numbers(v, numbers);
	used = find_used(v, numbers);
	for (int i = 0; i < NSERIES; i++)
		mem_free(numbers[i]);
	if (used == NULL)
		return;
	doc = ledger_text(
	    book->ledger, ledger_item(book->ledger, used->item)->doc);
	source_place(&book->source, used->line, place, sizeof place);
	diag_fail("%.*s is used in %s", (int)doc.len, doc.at, place);
}

void
invoice_check_numbers(struct invoice *v)
{
	check_series(v);
	if (v->checks->book != NULL)
		check_book(v);
}
