#include <stdlib.h>

#include "base/mem.h"
#include "cmd/dun_in.h"
#include "value/currency.h"

/* Debts that go into one letter stand together. */

struct dun_names
dun_names(const struct dun *d, const struct dun_part *p)
{
	const struct ledger_item *i = ledger_item(d->ledger, p->item);

	return (struct dun_names){ledger_text(d->ledger, i->customer),
	    ledger_text(d->ledger, i->doc), ledger_text(d->ledger, i->entity),
	    ledger_text(d->ledger, p->row->account), i->currency};
}

/* Everything that letters are told apart by, and the order in them. */
struct sorted {
	struct span to, entity, account, item, doc, customer, part;
	const char *currency;
	struct span policy;
	struct dun_part part_of;
};

struct span
dun_addressee(
    const struct dun *d, const struct policy *policy, struct span customer)
{
	struct span parent;

	if (policy == NULL || policy_rules(policy)->group != POLICY_PARENT)
		return customer;
	parent = dun_cell(d, customer, "parent");
	return parent.len > 0 ? parent : customer;
}

static void
fill(const struct dun *d, const struct dun_part *p, struct sorted *s)
{
	static const struct span none = {"", 0};
	struct dun_names n = dun_names(d, p);
	enum policy_group by = p->policy != NULL
				   ? policy_rules(p->policy)->group
				   : POLICY_CUSTOMER;

	*s = (struct sorted){.to = dun_addressee(d, p->policy, n.customer),
	    .entity = n.entity,
	    .account = by == POLICY_ACCOUNT ? n.account : none,
	    .item = by == POLICY_ITEM ? n.doc : none,
	    .doc = n.doc,
	    .customer = n.customer,
	    .part = ledger_text(d->ledger, p->row->part),
	    .currency = currency_code(n.currency),
	    .policy = p->policy != NULL ? policy_name(p->policy) : none,
	    .part_of = *p};
}

static int
by_letter(const struct sorted *x, const struct sorted *y)
{
	int c = span_compare(x->to, y->to);

	if (c == 0)
		c = span_compare(x->entity, y->entity);
	if (c == 0)
		c = span_compare(x->account, y->account);
	if (c == 0)
		c = span_compare(span_of(x->currency), span_of(y->currency));
	if (c == 0)
		c = span_compare(x->policy, y->policy);
	return c != 0 ? c : span_compare(x->item, y->item);
}

static int
by_all(const void *a, const void *b)
{
	const struct sorted *x = a, *y = b;
	int c = by_letter(x, y);

	if (c == 0)
		c = (x->part_of.due > y->part_of.due) -
		    (x->part_of.due < y->part_of.due);
	if (c == 0)
		c = span_compare(x->doc, y->doc);
	if (c == 0)
		c = span_compare(x->customer, y->customer);
	if (c == 0)
		c = (x->part_of.row->due != DATE_NONE) -
		    (y->part_of.row->due != DATE_NONE);
	if (c == 0)
		c = span_compare(x->part, y->part);
	return c != 0 ? c
		      : (x->part_of.row->line > y->part_of.row->line) -
			    (x->part_of.row->line < y->part_of.row->line);
}

static void
add_letter(
    struct dun *d, size_t *cap, const struct sorted *s, size_t first, size_t n)
{
	d->letters =
	    mem_grow(d->letters, cap, d->nletter + 1, sizeof *d->letters);
	d->letters[d->nletter++] = (struct dun_letter){.first = first,
	    .n = n,
	    .customer = ledger_item(d->ledger, s->part_of.item)->customer,
	    .name = s->to,
	    .deadline = DATE_NONE};
}

void
dun_group(struct dun *d)
{
	struct sorted *s = mem_array(d->npart, sizeof *s);
	size_t cap = 0, end;

	for (size_t i = 0; i < d->npart; i++)
		fill(d, &d->parts[i], &s[i]);
	if (d->npart > 0)
		qsort(s, d->npart, sizeof *s, by_all);
	for (size_t i = 0; i < d->npart; i++)
		d->parts[i] = s[i].part_of;
	mem_free(d->letters);
	d->letters = NULL;
	d->nletter = 0;
	for (size_t i = 0; i < d->npart; i = end) {
		for (end = i + 1;
		     end < d->npart && by_letter(&s[i], &s[end]) == 0;)
			end++;
		add_letter(d, &cap, &s[i], i, end - i);
	}
	mem_free(s);
}
