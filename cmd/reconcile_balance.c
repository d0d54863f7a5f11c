#include "base/diag.h"
#include "base/known.h"
#include "base/mem.h"
#include "book/cells.h"
#include "cli/table.h"
#include "cmd/reconcile.h"
#include "value/currency.h"
#include "value/date.h"
#include "value/money.h"

/*
 * The total of each unit against a table of balances: a trial balance, say.
 * What differs has no line to be told by, and is unexplained.
 */

enum { COLUMN_ACCOUNT, COLUMN_AMOUNT, COLUMN_CURRENCY, COLUMN_ENTITY, NCOLUMN };

static const char *const names[NCOLUMN] = {
    "account", "amount", "currency", "entity"};

struct balances {
	struct reconcile_run *r;
	struct columns columns;
	bool has_currency, has_entity; /* the book */
	int currency;        /* of all that is compared, or CURRENCY_BAD */
	struct known *known; /* units that have a balance */
	uint32_t n;
};

/* A column that one side has and the other not: they would never agree. */
static bool
agrees(const struct cells *in, size_t column, bool book)
{
	if (columns_have(in->columns, column) == book)
		return true;
	return cells_wrong(in, FAULT_HEADER, column,
	    book ? "the book has such a column, and this table none"
		 : "this table has such a column, and the book none");
}

/* Where the table has no currency it is that of the book. */
static bool
read_currency(const struct balances *b, const struct cells *in, int *currency)
{
	*currency = b->currency;
	if (b->r->money == NULL &&
	    (columns_have(in->columns, COLUMN_CURRENCY) ||
		b->currency == CURRENCY_BAD) &&
	    !agrees(in, COLUMN_CURRENCY, b->has_currency))
		return false;
	return !columns_have(in->columns, COLUMN_CURRENCY) ||
	       cells_currency(in, COLUMN_CURRENCY, currency);
}

static void
take_row(void *arg, struct batch *batch, uint32_t row)
{
	struct balances *b = arg;
	struct cells in = {&b->columns, NULL, batch, row};
	uint32_t account, unit;
	int64_t amount;
	int currency;

	columns_bind(&b->columns, batch->header);
	if (cells_text(&in, COLUMN_ACCOUNT).len == 0) {
		cells_wrong(&in, FAULT_BLANK, COLUMN_ACCOUNT,
		    "a balance is of an account");
		return;
	}
	account = reconcile_name(b->r, cells_text(&in, COLUMN_ACCOUNT));
	if (!reconcile_is_control(b->r, account) ||
	    !agrees(&in, COLUMN_ENTITY, b->has_entity) ||
	    !read_currency(b, &in, &currency) ||
	    !cells_amount(&in, COLUMN_AMOUNT, currency, &amount))
		return;
	unit = reconcile_unit_of(b->r,
	    reconcile_name(b->r, cells_text(&in, COLUMN_ENTITY)), account,
	    currency);
	if (known_add(b->known, hash_pair_number(HASH_SEED, unit)) < b->n) {
		cells_wrong(&in, FAULT_DUPLICATE_KEY, COLUMN_ACCOUNT, NULL);
		return;
	}
	b->n++;
	b->r->balance[unit].moved[RECON_OTHER] = amount;
}

static void
read_balances(struct reconcile_run *r)
{
	static const char *const required[] = {"account", "amount"};
	struct balances b = {.r = r,
	    .has_currency = source_met(&r->book, "currency"),
	    .has_entity = source_met(&r->book, "entity"),
	    .currency = r->money != NULL ? r->money->currency
					 : reconcile_only_currency(r),
	    .known = known_new()};

	columns_open(&b.columns, &r->tool.map->of[MAP_BALANCE], names, NCOLUMN);
	table_read(
	    &r->tool, r->balance_file, MAP_BALANCE, required, 2, take_row, &b);
	columns_free(&b.columns);
	known_free(b.known);
}

static void
sum_book(struct reconcile_run *r)
{
	for (size_t i = 0; i < r->n[RECON_BOOK]; i++) {
		const struct recon_entry *e = &r->entries[RECON_BOOK][i];

		if (e->date <= r->to)
			r->balance[e->unit].moved[RECON_BOOK] += e->amount;
	}
}

static void
tell(struct reconcile_run *r, uint32_t unit)
{
	int128 book = reconcile_total(r, unit, RECON_BOOK);
	int128 other = reconcile_total(r, unit, RECON_OTHER);
	struct recon_item item = {.unit = unit,
	    .elsewhere = RECON_NONE,
	    .customer = RECON_NONE,
	    .key = RECON_NONE,
	    .class = RECON_UNEXPLAINED};

	if (book == other)
		return;
	item.amount[RECON_BOOK] = (int64_t)book;
	item.amount[RECON_OTHER] = (int64_t)other;
	item.difference = book - other;
	item.date[RECON_BOOK] = item.date[RECON_OTHER] = DATE_NONE;
	if (item.amount[RECON_BOOK] != book ||
	    item.amount[RECON_OTHER] != other)
		diag_fail("a balance is beyond the largest amount");
	reconcile_add(r, &item);
}

void
reconcile_with_balances(struct reconcile_run *r)
{
	reconcile_book(r);
	reconcile_accounts(r);
	sum_book(r);
	read_balances(r);
	reconcile_mark_units(r);
	for (uint32_t u = 0; u < r->nunit; u++)
		if (r->units[u].compared)
			tell(r, u);
}
