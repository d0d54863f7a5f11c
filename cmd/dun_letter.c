#include <stdio.h>

#include "cmd/dun_in.h"
#include "cmd/dun_paper.h"

/* A letter for each group of debts that are asked for: what is due, what
   will be, and what stands to the customer's credit. */

static void
set_item(struct dun_paper *s, struct trecord *r, const struct dun_part *p)
{
	const struct ledger *l = s->papers->d->ledger;
	struct dun_names n = dun_names(s->papers->d, p);
	int32_t date = p->row->doc_date;

	dun_set_text(s, r, DUN_ITEM_DOC, n.doc);
	dun_set_text(s, r, DUN_ITEM_PART, ledger_text(l, p->row->part));
	if (!span_equal(n.customer, s->customer))
		dun_set_text(s, r, DUN_ITEM_CUSTOMER, n.customer);
	dun_set_date(
	    s, r, DUN_ITEM_DOC_DATE, date != DATE_NONE ? date : p->row->date);
	dun_set_date(s, r, DUN_ITEM_DUE, p->due);
	if (p->days > 0)
		dun_set_count(r, DUN_ITEM_DAYS, p->days);
	dun_set_money(s, r, DUN_ITEM_OPEN, p->open);
	dun_set_some(s, r, DUN_ITEM_DISPUTED, p->disputed);
	dun_set_date(s, r, DUN_ITEM_LAST_NOTICE, p->debt.was_on);
}

/* What is asked for, and its sums. */
static void
set_items(struct dun_paper *s, const struct dun_letter *l)
{
	int128 total = 0, interest = 0;
	int32_t last = DATE_NONE;

	for (size_t i = l->first; i < l->first + l->n; i++) {
		const struct dun_part *p = &s->papers->d->parts[i];
		struct trecord *r;

		if (p->held != DUN_FREE)
			continue;
		r = tdata_add(s->top, DUN_LETTER_ITEMS);
		set_item(s, r, p);
		dun_set_money(s, r, DUN_ITEM_AMOUNT, p->amount);
		dun_set_count(r, DUN_ITEM_LEVEL, p->debt.level);
		dun_set_some(s, r, DUN_ITEM_INTEREST, p->interest);
		total += p->amount;
		interest += p->interest;
		last = p->debt.was_on > last ? p->debt.was_on : last;
	}
	dun_set_money(s, s->top, DUN_LETTER_TOTAL, total);
	dun_set_some(s, s->top, DUN_LETTER_FEE, l->fee);
	dun_set_some(s, s->top, DUN_LETTER_INTEREST, interest);
	dun_set_money(
	    s, s->top, DUN_LETTER_TOTAL_DUE, total + interest + l->fee);
	dun_set_date(s, s->top, DUN_LETTER_LAST_NOTICE, last);
}

static void
set_not_due(struct dun_paper *s, const struct dun_letter *l)
{
	const struct dun_part *parts = s->papers->d->parts;

	if (!policy_rules(parts[l->first].policy)->not_due)
		return;
	for (size_t i = l->first; i < l->first + l->n; i++)
		if (parts[i].days <= 0) {
			struct trecord *r =
			    tdata_add(s->top, DUN_LETTER_NOT_DUE);

			set_item(s, r, &parts[i]);
			dun_set_money(s, r, DUN_ITEM_AMOUNT, parts[i].amount);
			dun_set_flag(s->top, DUN_LETTER_HAS_NOT_DUE, true);
		}
}

static void
set_credit(void *arg, uint32_t item, int128 amount)
{
	struct dun_paper *s = arg;
	const struct ledger *l = s->papers->d->ledger;
	const struct ledger_item *i = ledger_item(l, item);
	struct trecord *r = tdata_add(s->top, DUN_LETTER_CREDITS);
	struct span customer = ledger_text(l, i->customer);

	dun_set_flag(s->top, DUN_LETTER_HAS_CREDITS, true);
	dun_set_text(s, r, DUN_CREDIT_DOC, ledger_text(l, i->doc));
	if (!span_equal(customer, s->customer))
		dun_set_text(s, r, DUN_CREDIT_CUSTOMER, customer);
	dun_set_date(s, r, DUN_CREDIT_DATE, i->date);
	dun_set_flag(r, DUN_CREDIT_IS_RECEIPT, i->kind == TYPE_RECEIPT);
	dun_set_money(s, r, DUN_CREDIT_AMOUNT, amount);
}

static void
set_level(struct dun_paper *s, const struct dun_letter *l)
{
	uint32_t most = DUN_LETTER_LEVEL_4 - DUN_LETTER_LEVEL_1 + 1;
	uint32_t level = l->level < most ? l->level : most;

	dun_set_own(s->top, DUN_LETTER_NUMBER, span_of(l->number));
	dun_set_count(s->top, DUN_LETTER_LEVEL, l->level);
	dun_set_flag(s->top, DUN_LETTER_LEVEL_1 + level - 1, true);
	dun_set_date(s, s->top, DUN_LETTER_DEADLINE, l->deadline);
}

/* That of --template, else of the level, else the one that is installed for
   it: there are four. */
static struct span
template_of(
    const struct dun *d, const struct dun_letter *l, char *text, size_t size)
{
	if (d->template != NULL)
		return span_of(d->template);
	if (l->rules->template.len > 0)
		return l->rules->template;
	snprintf(text, size, "dunning-%u.txt",
	    l->level < 4 ? (unsigned)l->level : 4U);
	return span_of(text);
}

static void
write_letter(struct dun_papers *p, const struct dun_letter *l)
{
	struct dun_names n = dun_names(p->d, &p->d->parts[l->first]);
	struct dun_paper s = {.papers = p,
	    .customer = l->name,
	    .entity = n.entity,
	    .currency = n.currency};
	char text[32];

	if (!dun_paper_begin(&s, template_of(p->d, l, text, sizeof text)))
		return;
	set_level(&s, l);
	set_items(&s, l);
	set_not_due(&s, l);
	dun_credits_each(p->d->credits, p->d, l, set_credit, &s);
	dun_paper_end(&s, span_of(l->number));
}

void
dun_letters(struct dun_papers *p)
{
	for (size_t i = 0; i < p->d->nletter; i++)
		if (p->d->letters[i].notices > 0)
			write_letter(p, &p->d->letters[i]);
}
