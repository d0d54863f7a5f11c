#include "base/diag.h"
#include "base/mem.h"
#include "cmd/reconcile_journal.h"

/* Finds a row's legs: one where both are in one unit. */
static size_t
legs_of(const struct journal_fix *f, uint64_t line, const uint32_t **first)
{
	const struct recon_entry *all = f->j->r->entries[RECON_BOOK];
	size_t from = 0, to = f->nleg, n = 0;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (all[f->legs[mid]].line < line)
			from = mid + 1;
		else
			to = mid;
	}
	*first = &f->legs[from];
	while (from + n < f->nleg && all[f->legs[from + n]].line == line)
		n++;
	return n;
}

/* Legs that are all missing are one entry, at the first of them. */
static bool
post_legs(struct journal_fix *f, uint32_t row, const struct journal_head *h)
{
	const struct reconcile_run *r = f->j->r;
	const struct recon_entry *all = r->entries[RECON_BOOK];
	const uint32_t *legs;
	size_t n = legs_of(f, all[row].line, &legs);

	for (size_t i = 0; i < n; i++)
		if (!f->missing[legs[i]])
			return false;
	if (n == 0)
		return false;
	if (legs[0] == row)
		journal_post_row(f->j, legs, n, h);
	f->j->memo.len = f->j->lines.len = 0;
	return true;
}

/* Rows that the ledger lacks are posted as they would have been. */
static void
fix_missing(struct journal_fix *f, const struct reconcile_item *item)
{
	const struct recon_item *found = &item->found;
	struct journal_head h = journal_fix_head(f, item);
	struct journal *j = f->j;

	if (found->n[RECON_BOOK] == 0) {
		journal_fix_by_suspense(f, item);
		return;
	}
	for (uint32_t i = 0; i < found->n[RECON_BOOK]; i++) {
		uint32_t row = found->entry[RECON_BOOK][i];
		const struct recon_entry *e = &j->r->entries[RECON_BOOK][row];

		journal_fix_text(f, item, "");
		if (!post_legs(f, row, &h))
			journal_post_one(j, e, &h);
	}
}

static journal_fixer *const by_class[RECON_NCLASS] = {
    [RECON_MISSING_IN_GL] = fix_missing,
    [RECON_LATE_POSTING] = fix_missing,
    [RECON_OVER_APPLIED] = fix_missing,
    [RECON_VOIDED] = fix_missing,
    [RECON_AMOUNT] = journal_fix_by_type,
    [RECON_AMOUNT_ROUNDING] = journal_fix_by_type,
    [RECON_AMOUNT_TRANSPOSITION] = journal_fix_by_type,
    [RECON_AMOUNT_SIGN] = journal_fix_by_type,
    [RECON_AMOUNT_DECIMAL_SHIFT] = journal_fix_by_type,
    [RECON_AMOUNT_TAX] = journal_fix_tax,
    [RECON_AMOUNT_FX] = journal_fix_rate,
    [RECON_MISSING_IN_BOOK] = journal_fix_by_suspense,
    [RECON_DUPLICATE_GL] = journal_fix_by_suspense,
    [RECON_MANUAL_JOURNAL] = journal_fix_by_suspense,
    [RECON_WRONG_ACCOUNT] = journal_fix_elsewhere,
    [RECON_WRONG_ENTITY] = journal_fix_elsewhere,
    [RECON_WRONG_CUSTOMER] = journal_fix_elsewhere,
    [RECON_UNAPPLIED_ELSEWHERE] = journal_fix_elsewhere,
    [RECON_BANK_ONLY_FEE] = journal_fix_fee,
    [RECON_NETTED_FEE] = journal_fix_fee,
    [RECON_BANK_ONLY_INTEREST] = journal_fix_interest,
    [RECON_BANK_ONLY_NSF] = journal_fix_return,
};

static bool is_of_bank(enum recon_class class)
{
	return class == RECON_NETTED_FEE || class == RECON_BANK_ONLY_FEE ||
	       class == RECON_BANK_ONLY_INTEREST ||
	       class == RECON_BANK_ONLY_NSF;
}

/* A difference of nothing needs no entry, unless something has to move.  What
   the bank says otherwise than we do is no one's to post. */
static bool
is_fixed(const struct reconcile_run *r, const struct reconcile_item *item)
{
	enum recon_class class = (enum recon_class)item->found.class;

	if (r->mode == RECONCILE_BANK && !is_of_bank(class))
		return false;
	return by_class[class] != NULL &&
	       (item->found.difference != 0 ||
		   by_class[class] == journal_fix_elsewhere);
}

static void
mark_missing(struct journal_fix *f)
{
	const struct reconcile_run *r = f->j->r;

	f->missing = mem_array(r->n[RECON_BOOK], sizeof *f->missing);
	for (size_t i = 0; i < r->items.n; i++) {
		const struct recon_item *found = &r->items.at[i].found;

		if (by_class[found->class] != fix_missing)
			continue;
		for (uint32_t k = 0; k < found->n[RECON_BOOK]; k++)
			f->missing[found->entry[RECON_BOOK][k]] = true;
	}
	f->legs = journal_legs(r, &f->nleg);
}

/* What agrees, and what time will tell, is not spoken of. */
static void
say_without(const struct journal_fix *f)
{
	struct buf all = {0};

	for (int c = 0; c < RECON_NCLASS; c++) {
		if (f->without[c] == 0 || c == RECON_MATCHED ||
		    c == RECON_SUMMARY || c == RECON_TIMING)
			continue;
		buf_text(&all, all.len > 0 ? ", " : "");
		buf_text(&all, recon_class_name((enum recon_class)c));
	}
	if (all.len > 0)
		diag_say("no entry corrects these items: %s", buf_string(&all));
	buf_free(&all);
}

void
journal_fix(struct journal *j)
{
	struct journal_fix f = {.j = j, .date = journal_day(j->r)};
	const struct reconcile_item **items = reconcile_sorted(j->r);

	mark_missing(&f);
	for (size_t i = 0; i < j->r->items.n; i++) {
		const struct reconcile_item *item = items[i];

		if (is_fixed(j->r, item))
			by_class[item->found.class](&f, item);
		else
			f.without[item->found.class]++;
	}
	say_without(&f);
	mem_free(items);
	mem_free(f.missing);
	mem_free(f.legs);
}
