#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include "book/gl.h"
#include "cmd/reconcile.h"
#include "cmd/reconcile_gl.h"
#include "value/currency.h"
#include "value/date.h"

/* What the GL does not say, the book does, where it says one thing. */
static void
settle_currency(struct reconcile_run *r)
{
	bool book = source_met(&r->book, "currency");
	int currency =
	    r->money != NULL ? r->money->currency : reconcile_only_currency(r);
	char text[] = "gl.default.currency=XXX";

	if (source_has(&r->other, "currency")) {
		if (!book && r->money == NULL)
			diag_fail("the GL has currencies, and the book none: "
				  "give its own, --col "
				  "default.currency=CODE");
		return;
	}
	if (currency == CURRENCY_BAD)
		diag_fail("the book has several currencies, and the GL no "
			  "column \"currency\": say --base CURRENCY, or "
			  "give the GL's, --col "
			  "gl.default.currency=CODE");
	if (currency == CURRENCY_UNNAMED)
		return;
	memcpy(text + sizeof text - 4, currency_code(currency), 3);
	map_column(r->tool.map, MAP_GL, text);
}

static void
check_entities(const struct reconcile_run *r)
{
	bool book = source_met(&r->book, "entity");
	bool gl = source_has(&r->other, "entity");

	if (book && !gl)
		diag_fail("the book has entities, and the GL none: give it "
			  "one, --col gl.default.entity=NAME");
	if (gl && !book)
		diag_fail("the GL has entities, and the book none: give it "
			  "one, --col default.entity=NAME");
}

/* By now entries say all of the book but what --revalue asks: lines get the
   memory of its rows, which the system need not clear again. */
static void
reserve(struct reconcile_run *r)
{
	size_t need = (size_t)source_guess(&r->other), size = 0;
	size_t one = sizeof *r->entries[RECON_OTHER];
	void *room = r->revalue ? NULL : ledger_forget(r->ledger, &size);

	if (size / one < need) {
		mem_free(room);
		room = NULL;
		size = 0;
	}
	r->cap[RECON_OTHER] = size / one;
	r->entries[RECON_OTHER] =
	    mem_reserve(room, &r->cap[RECON_OTHER], need, one);
}

static void
read_gl(struct reconcile_run *r)
{
	reconcile_gl_open(r);
	settle_currency(r);
	check_entities(r);
	reserve(r);
	reconcile_gl_lines(r);
}

/* The cells of a batch as a name, with those that stand in no row. */
static uint32_t
batch_name(struct reconcile_run *r, const struct recon_item *item)
{
	const struct recon_unit *u = &r->units[item->unit];
	struct span key = reconcile_text(r, item->key), cells[3];
	struct buf text = {0};
	char day[DATE_CHARS];
	uint32_t name;

	cells[0] = (struct span){day, date_format(day, item->date[RECON_BOOK])};
	cells[1] = reconcile_text(r, u->account);
	cells[2] = reconcile_text(r, u->entity);
	for (size_t i = 0; i < key.len; i++)
		if ((unsigned char)key.at[i] < 3)
			buf_span(&text, cells[(unsigned char)key.at[i]]);
		else
			buf_byte(&text, key.at[i]);
	name = reconcile_name(r, (struct span){text.at, text.len});
	buf_free(&text);
	return name;
}

/* A line without a reference is told by its entry. */
static uint32_t
entry_name(const struct reconcile_run *r, const struct recon_item *item)
{
	return r->entries[RECON_OTHER][item->entry[RECON_OTHER][0]].other_key;
}

static void
found(void *arg, const struct recon_item *item)
{
	struct reconcile_run *r = arg;
	struct reconcile_item *kept;

	if (item->how == RECON_ACROSS)
		reconcile_across(r, item);
	kept = reconcile_add(r, item);
	if (kept != NULL && item->how == RECON_BY_BATCH)
		kept->found.key = batch_name(r, item);
	else if (kept != NULL && item->key == RECON_NONE &&
		 item->n[RECON_BOOK] == 0)
		kept->found.key = entry_name(r, item);
}

/* Of the book's columns of --batch, one is the day. */
static bool
has_date(const char *list)
{
	return opts_lists(list, span_of("date"));
}

static void
run(struct reconcile_run *r)
{
	struct recon_in in = {.units = r->units,
	    .nunit = r->nunit,
	    .first = r->first,
	    .asof = r->to,
	    .feed = r->feed != NULL,
	    .batch_dates = has_date(r->batch),
	    .advance = reconcile_name(r, span_of(r->advance)),
	    .threads = tool_threads(&r->tool)};

	for (int side = 0; side < 2; side++) {
		in.entries[side] = r->entries[side];
		in.n[side] = r->n[side];
	}
	recon_run(&in, found, r);
}

void
reconcile_with_gl(struct reconcile_run *r)
{
	reconcile_book(r);
	reconcile_accounts(r);
	read_gl(r);
	reconcile_mark_units(r);
	reconcile_open(r);
	run(r);
	reconcile_opening(r);
}
