#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "cmd/reconcile.h"
#include "text/csvout.h"
#include "value/currency.h"
#include "value/date.h"

#define PLACES_MOST 20 /* of a side */

/* An item, and what it is sorted by. */
struct row {
	const struct reconcile_item *item;
	struct span key;
	uint64_t line;
	uint32_t rank; /* of its unit */
};

static uint64_t
first_line(const struct reconcile_run *r, const struct recon_item *found)
{
	for (int side = 0; side < 2; side++)
		if (found->n[side] > 0)
			return r->entries[side][found->entry[side][0]].line;
	return 0;
}

static int
compare_days(const int32_t *a, const int32_t *b)
{
	for (int side = 0; side < 2; side++)
		if (a[side] != b[side])
			return a[side] < b[side] ? -1 : 1;
	return 0;
}

static int
order(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	const struct recon_item *p = &x->item->found, *q = &y->item->found;
	int c;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	if (p->class != q->class)
		return p->class < q->class ? -1 : 1;
	c = span_compare(x->key, y->key);
	if (c == 0)
		c = compare_days(p->date, q->date);
	return c != 0 ? c : (x->line > y->line) - (x->line < y->line);
}

struct span
reconcile_key(const struct reconcile_run *r, const struct reconcile_item *item)
{
	return item->text != NULL ? span_of(item->text)
				  : reconcile_text(r, item->found.key);
}

static struct row *
sorted(const struct reconcile_run *r, bool all, size_t *n)
{
	struct row *rows = mem_array(r->items.n + 1, sizeof *rows);
	uint32_t *rank = reconcile_ranks(r);

	*n = 0;
	for (size_t i = 0; i < r->items.n; i++) {
		const struct reconcile_item *item = &r->items.at[i];

		if (!all && !r->shown[item->found.class])
			continue;
		rows[(*n)++] = (struct row){item, reconcile_key(r, item),
		    first_line(r, &item->found), rank[item->found.unit]};
	}
	qsort(rows, *n, sizeof *rows, order);
	mem_free(rank);
	return rows;
}

const struct reconcile_item **
reconcile_sorted(const struct reconcile_run *r)
{
	size_t n;
	struct row *rows = sorted(r, true, &n);
	const struct reconcile_item **items = mem_array(n, sizeof(void *));

	for (size_t i = 0; i < n; i++)
		items[i] = rows[i].item;
	mem_free(rows);
	return items;
}

static void
put_columns(const struct reconcile_run *r, struct csvout *w)
{
	static const struct {
		const char *name;
		enum csv_kind kind;
	} columns[] = {
	    {"class", CSV_TEXT},
	    {"age", CSV_COUNT},
	    {"entity", CSV_TEXT},
	    {"customer", CSV_TEXT},
	    {"currency", CSV_TEXT},
	    {"key", CSV_TEXT},
	    {"book_date", CSV_TEXT},
	    {"book_amount", CSV_AMOUNT},
	    {"other_date", CSV_TEXT},
	    {"other_amount", CSV_AMOUNT},
	    {"difference", CSV_AMOUNT},
	    {"days", CSV_COUNT},
	    {"next_step", CSV_TEXT},
	    {"lines", CSV_TEXT},
	};

	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		csvout_column(w, span_of(columns[i].name), columns[i].kind);
	if (r->naccount > 1)
		csvout_column(w, span_of("account"), CSV_TEXT);
}

/* Balances have no day; another unit's side has neither.  A day without a
   line is what a check compares with. */
static bool
has_side(const struct recon_item *found, int side)
{
	return (found->date[side] != DATE_NONE && found->n[side] > 0) ||
	       found->class == RECON_UNEXPLAINED ||
	       found->class == RECON_OPENING_DIFFERENCE;
}

static void
put_side(
    struct csvout *w, const struct recon_item *found, int side, int exponent)
{
	static const struct span blank;

	csvout_date(w, found->date[side]);
	if (has_side(found, side))
		csvout_money(w, found->amount[side], exponent);
	else
		csvout_text(w, blank);
}

/* A number, or blank. */
static void
put_days(struct csvout *w, bool is_there, int32_t days)
{
	static const struct span blank;

	if (is_there)
		csvout_count(w, days);
	else
		csvout_text(w, blank);
}

static void
put_places(const struct reconcile_run *r, struct buf *to,
    const struct recon_item *found, enum recon_side side)
{
	char place[PLACE_CHARS], more[24];
	uint32_t n = found->n[side];

	for (uint32_t i = 0; i < n && i < PLACES_MOST; i++) {
		const struct recon_entry *e =
		    &r->entries[side][found->entry[side][i]];

		buf_text(to, to->len > 0 ? " " : "");
		buf_text(to, reconcile_place(r, side, e, place, sizeof place));
	}
	if (n <= PLACES_MOST)
		return;
	snprintf(more, sizeof more, " +%u", (unsigned)(n - PLACES_MOST));
	buf_text(to, more);
}

static void
put_texts(const struct reconcile_run *r, struct csvout *w,
    const struct reconcile_item *item)
{
	struct buf text = {0};

	reconcile_step(r, item, &text);
	csvout_text(w, (struct span){text.at, text.len});
	text.len = 0;
	put_places(r, &text, &item->found, RECON_BOOK);
	put_places(r, &text, &item->found, RECON_OTHER);
	csvout_text(w, (struct span){text.at, text.len});
	buf_free(&text);
}

static void
put(const struct reconcile_run *r, struct csvout *w, const struct row *row)
{
	const struct recon_item *found = &row->item->found;
	const struct recon_unit *u = &r->units[found->unit];
	int32_t age = reconcile_age(r, row->item);
	const int32_t *date = found->date;
	bool both = date[0] != DATE_NONE && date[1] != DATE_NONE;

	csvout_string(w, recon_class_name(found->class));
	put_days(w, age != DATE_NONE, age);
	csvout_text(w, reconcile_text(r, u->entity));
	csvout_text(w, reconcile_text(r, found->customer));
	csvout_string(w, currency_code(u->currency));
	csvout_text(w, row->key);
	put_side(w, found, RECON_BOOK, u->exponent);
	put_side(w, found, RECON_OTHER, u->exponent);
	csvout_money(w, found->difference, u->exponent);
	put_days(w, both, both ? date[RECON_OTHER] - date[RECON_BOOK] : 0);
	put_texts(r, w, row->item);
	if (r->naccount > 1)
		csvout_text(w, reconcile_text(r, u->account));
	csvout_row(w);
}

void
reconcile_rows(struct reconcile_run *r, struct out *out)
{
	struct csvout *w = csvout_new(out, r->tool.format);
	struct row *rows;
	size_t n;

	put_columns(r, w);
	rows = sorted(r, false, &n);
	for (size_t i = 0; i < n; i++)
		put(r, w, &rows[i]);
	csvout_end(w);
	mem_free(rows);
}
