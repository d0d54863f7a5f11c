#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "cmd/reconcile_journal.h"
#include "value/money.h"

static struct span
entity_of(const struct journal *j, const struct recon_entry *e)
{
	return reconcile_text(j->r, j->r->units[e->unit].entity);
}

static bool
is_legs(const struct recon_entry *e)
{
	return e->type == TYPE_APPLY || e->type == TYPE_TRANSFER;
}

/* A row's receivable against its account, and its tax against that of taxes,
   where the table tells them apart. */
void
journal_post_one(struct journal *j, const struct recon_entry *e,
    const struct journal_head *h)
{
	struct span entity = entity_of(j, e);
	struct span customer = reconcile_text(j->r, e->customer);
	struct span tax = accounts_of_role(j->accounts, ACCOUNTS_TAX, entity);
	int64_t part = tax.len > 0 ? e->tax : 0;

	journal_add_unit(j, e->unit, e->customer, e->amount);
	journal_add(j, journal_contra(j, e, entity), entity, customer,
	    part - e->amount);
	journal_add(j, tax, entity, customer, -part);
	journal_end(j, h);
}

/* Legs of one currency: what they leave between them is of exchange. */
static void
post_together(struct journal *j, const uint32_t *rows, size_t n,
    const struct journal_head *h)
{
	static const struct span nobody;
	const struct recon_entry *all = j->r->entries[RECON_BOOK];
	int64_t left = 0;

	for (size_t i = 0; i < n; i++) {
		const struct recon_entry *e = &all[rows[i]];

		journal_add_unit(j, e->unit, e->customer, e->amount);
		if (!money_add(left, e->amount, &left))
			diag_fail("an amount is beyond the largest");
	}
	if (left != 0)
		journal_add(j,
		    journal_fx(j, left, entity_of(j, &all[rows[n - 1]])),
		    entity_of(j, &all[rows[n - 1]]), nobody, -left);
	journal_end(j, h);
}

/* Legs of two currencies are two entries, over an account between them. */
static void
post_apart(struct journal *j, const uint32_t *rows, size_t n,
    const struct journal_head *head)
{
	const struct recon_entry *all = j->r->entries[RECON_BOOK];
	struct buf memo = j->memo, lines = j->lines;

	j->memo = j->lines = (struct buf){0};
	for (size_t i = 0; i < n; i++) {
		const struct recon_entry *e = &all[rows[i]];
		struct journal_head h = *head;

		buf_add(&j->memo, memo.at, memo.len);
		buf_add(&j->lines, lines.at, lines.len);
		h.unit = e->unit;
		journal_post_one(j, e, &h);
	}
	buf_free(&memo);
	buf_free(&lines);
}

void
journal_post_row(struct journal *j, const uint32_t *rows, size_t n,
    const struct journal_head *head)
{
	const struct reconcile_run *r = j->r;
	const struct recon_entry *all = r->entries[RECON_BOOK];
	bool same = true;

	for (size_t i = 1; i < n; i++)
		same = same && r->units[all[rows[i]].unit].currency ==
				   r->units[all[rows[0]].unit].currency;
	if (is_legs(&all[rows[0]]) && same)
		post_together(j, rows, n, head);
	else
		post_apart(j, rows, n, head);
}

/* Sorting by pointers: qsort has no other way to the entries.  Of one row,
   debits come first. */
static int
by_line(const void *a, const void *b)
{
	const struct recon_entry *x = *(const struct recon_entry *const *)a;
	const struct recon_entry *y = *(const struct recon_entry *const *)b;

	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if ((x->amount < 0) != (y->amount < 0))
		return x->amount < 0 ? 1 : -1;
	return (x > y) - (x < y);
}

static int
by_day(const void *a, const void *b)
{
	const struct recon_entry *x = *(const struct recon_entry *const *)a;
	const struct recon_entry *y = *(const struct recon_entry *const *)b;

	return x->date != y->date ? (x->date < y->date ? -1 : 1)
				  : by_line(a, b);
}

/* The places of the book's entries that `want` asks for, sorted. */
static uint32_t *
sorted(const struct reconcile_run *r,
    bool (*want)(const struct reconcile_run *r, const struct recon_entry *e),
    int (*order)(const void *a, const void *b), size_t *n)
{
	const struct recon_entry *all = r->entries[RECON_BOOK];
	size_t total = r->n[RECON_BOOK];
	const struct recon_entry **at = mem_array(total, sizeof(void *));
	uint32_t *rows;

	*n = 0;
	for (size_t i = 0; i < total; i++)
		if (want(r, &all[i]))
			at[(*n)++] = &all[i];
	if (*n > 1)
		qsort(at, *n, sizeof(void *), order);
	rows = mem_array(*n, sizeof *rows);
	for (size_t i = 0; i < *n; i++)
		rows[i] = (uint32_t)(at[i] - all);
	mem_free(at);
	return rows;
}

static bool
has_legs(const struct reconcile_run *r, const struct recon_entry *e)
{
	(void)r;
	return is_legs(e);
}

uint32_t *
journal_legs(const struct reconcile_run *r, size_t *n)
{
	return sorted(r, has_legs, by_line, n);
}

static bool
is_in_period(const struct reconcile_run *r, const struct recon_entry *e)
{
	return e->date >= r->from && e->date <= r->to;
}

/* "writeoff bad-debt INV-7" */
static void
describe(struct journal *j, const struct recon_entry *e)
{
	struct span reason = reconcile_reason(j->r, e->line);

	buf_text(&j->memo, posting_type_name((enum posting_type)e->type));
	if (reason.len > 0) {
		buf_byte(&j->memo, ' ');
		buf_span(&j->memo, reason);
	}
	buf_byte(&j->memo, ' ');
	buf_span(&j->memo, reconcile_text(j->r, e->key));
}

void
journal_post(struct journal *j)
{
	const struct reconcile_run *r = j->r;
	const struct recon_entry *all = r->entries[RECON_BOOK];
	size_t n, from = 0;
	uint32_t *rows = sorted(r, is_in_period, by_day, &n);

	for (size_t i = 1; i <= n; i++) {
		const struct recon_entry *e = &all[rows[from]];
		const struct journal_head head = {
		    "AR", e->date, e->unit, reconcile_text(r, e->key)};

		if (i < n && all[rows[i]].line == e->line)
			continue;
		describe(j, e);
		journal_places(j, RECON_BOOK, &rows[from], 1);
		journal_post_row(j, &rows[from], i - from, &head);
		from = i;
	}
	mem_free(rows);
}
