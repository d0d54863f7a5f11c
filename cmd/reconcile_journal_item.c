#include "cmd/reconcile_journal.h"

/* The entries that correct single items. */

static const struct recon_entry *
entry_of(const struct journal_fix *f, const struct reconcile_item *item,
    enum recon_side side)
{
	return item->found.n[side] == 0
		   ? NULL
		   : &f->j->r->entries[side][item->found.entry[side][0]];
}

void
journal_fix_text(
    struct journal_fix *f, const struct reconcile_item *item, const char *more)
{
	const struct recon_item *found = &item->found;
	struct span key = reconcile_key(f->j->r, item);
	struct journal *j = f->j;

	buf_text(&j->memo, recon_class_name((enum recon_class)found->class));
	if (key.len > 0)
		buf_byte(&j->memo, ' ');
	buf_span(&j->memo, key);
	buf_text(&j->memo, more);
	for (int side = 0; side < 2; side++)
		journal_places(j, (enum recon_side)side, found->entry[side],
		    found->n[side]);
}

struct journal_head
journal_fix_head(const struct journal_fix *f, const struct reconcile_item *item)
{
	return (struct journal_head){
	    "RC", f->date, item->found.unit, reconcile_key(f->j->r, item)};
}

static struct span
entity_of(const struct journal_fix *f, const struct reconcile_item *item)
{
	const struct reconcile_run *r = f->j->r;

	return reconcile_text(r, r->units[item->found.unit].entity);
}

/* The difference against one account. */
static void
put_against(struct journal_fix *f, const struct reconcile_item *item,
    struct span account)
{
	const struct recon_item *found = &item->found;
	struct journal_head h = journal_fix_head(f, item);
	struct journal *j = f->j;

	journal_other_side(j, found->unit, account);
	journal_add_unit(j, found->unit, found->customer, found->difference);
	journal_add(j, account, entity_of(f, item),
	    reconcile_text(j->r, found->customer), -found->difference);
	journal_end(j, &h);
}

void
journal_fix_by_suspense(
    struct journal_fix *f, const struct reconcile_item *item)
{
	journal_fix_text(f, item, ": ask first who posted it");
	put_against(
	    f, item, journal_role(f->j, ACCOUNTS_SUSPENSE, entity_of(f, item)));
}

void
journal_fix_by_type(struct journal_fix *f, const struct reconcile_item *item)
{
	const struct recon_entry *e = entry_of(f, item, RECON_BOOK);

	if (e == NULL) {
		journal_fix_by_suspense(f, item);
		return;
	}
	journal_fix_text(f, item, "");
	put_against(f, item, journal_contra(f->j, e, entity_of(f, item)));
}

void
journal_fix_tax(struct journal_fix *f, const struct reconcile_item *item)
{
	struct span tax =
	    accounts_of_role(f->j->accounts, ACCOUNTS_TAX, entity_of(f, item));

	if (tax.len == 0) {
		journal_fix_by_type(f, item);
		return;
	}
	journal_fix_text(f, item, "");
	put_against(f, item, tax);
}

void
journal_fix_rate(struct journal_fix *f, const struct reconcile_item *item)
{
	journal_fix_text(f, item, "");
	put_against(f, item,
	    journal_fx(f->j, item->found.difference, entity_of(f, item)));
}

/* From where the ledger has it to where the book has it: one entry for both
   of its items, at the one of the book's unit. */
void
journal_fix_elsewhere(struct journal_fix *f, const struct reconcile_item *item)
{
	const struct recon_item *found = &item->found;
	const struct recon_entry *book = entry_of(f, item, RECON_BOOK);
	const struct recon_entry *other = entry_of(f, item, RECON_OTHER);
	const struct recon_unit *units = f->j->r->units;
	struct journal_head h = journal_fix_head(f, item);

	if (book == NULL || other == NULL ||
	    (found->unit != book->unit && units[book->unit].compared))
		return;
	journal_fix_text(f, item, "");
	for (uint32_t i = 0; i < found->n[RECON_BOOK]; i++) {
		const struct recon_entry *e =
		    &f->j->r->entries[RECON_BOOK][found->entry[RECON_BOOK][i]];

		journal_add_unit(f->j, e->unit, e->customer, e->amount);
	}
	for (uint32_t i = 0; i < found->n[RECON_OTHER]; i++) {
		const struct recon_entry *e =
		    &f->j->r
			 ->entries[RECON_OTHER][found->entry[RECON_OTHER][i]];

		journal_add_unit(f->j, e->unit, e->customer, -e->amount);
	}
	journal_end(f->j, &h);
}

/* What the bank has is not yet on the ledger's account of the bank. */
static void
put_bank(struct journal_fix *f, const struct reconcile_item *item,
    struct span against)
{
	static const struct span nobody;
	struct span entity = entity_of(f, item);
	struct span bank = journal_role(f->j, ACCOUNTS_BANK, entity);
	struct journal_head h = journal_fix_head(f, item);

	journal_add(f->j, bank, entity, nobody, -item->found.difference);
	journal_add(f->j, against, entity,
	    reconcile_text(f->j->r, item->found.customer),
	    item->found.difference);
	journal_end(f->j, &h);
}

void
journal_fix_fee(struct journal_fix *f, const struct reconcile_item *item)
{
	journal_fix_text(f, item, "");
	put_bank(
	    f, item, journal_role(f->j, ACCOUNTS_BANK_FEE, entity_of(f, item)));
}

void
journal_fix_interest(struct journal_fix *f, const struct reconcile_item *item)
{
	journal_fix_text(f, item, "");
	put_bank(f, item,
	    journal_role(f->j, ACCOUNTS_BANK_INTEREST, entity_of(f, item)));
}

void
journal_fix_return(struct journal_fix *f, const struct reconcile_item *item)
{
	journal_fix_text(f, item, ": book the return as well");
	put_bank(
	    f, item, journal_role(f->j, ACCOUNTS_CONTROL, entity_of(f, item)));
}
