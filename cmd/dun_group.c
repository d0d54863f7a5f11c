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

/* Everything that letters are told apart by; what else gives the order in them
   is looked up, as seldom as it counts. */
struct sorted {
	struct span to, entity, account, item;
	const char *currency;
	struct span policy;
	const struct dun_part *of;
	const struct ledger *ledger;
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
	const struct ledger *l = d->ledger;
	const struct ledger_item *i = ledger_item(l, p->item);
	enum policy_group by = p->policy != NULL
				   ? policy_rules(p->policy)->group
				   : POLICY_CUSTOMER;

	*s = (struct sorted){
	    .to = dun_addressee(d, p->policy, ledger_text(l, i->customer)),
	    .entity = ledger_text(l, i->entity),
	    .account =
		by == POLICY_ACCOUNT ? ledger_text(l, p->row->account) : none,
	    .item = by == POLICY_ITEM ? ledger_text(l, i->doc) : none,
	    .currency = currency_code(i->currency),
	    .policy = p->policy != NULL ? policy_name(p->policy) : none,
	    .of = p,
	    .ledger = d->ledger};
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
by_text(const struct ledger *l, uint32_t x, uint32_t y)
{
	return x == y ? 0 : span_compare(ledger_text(l, x), ledger_text(l, y));
}

/* Of one letter and age. */
static int
by_names(const struct sorted *x, const struct sorted *y)
{
	const struct ledger_piece *p = x->of->row, *q = y->of->row;
	const struct ledger_item *i = ledger_item(x->ledger, x->of->item);
	const struct ledger_item *j = ledger_item(x->ledger, y->of->item);
	int c = by_text(x->ledger, i->doc, j->doc);

	if (c == 0)
		c = by_text(x->ledger, i->customer, j->customer);
	if (c == 0)
		c = (p->due != DATE_NONE) - (q->due != DATE_NONE);
	if (c == 0)
		c = by_text(x->ledger, p->part, q->part);
	return c != 0 ? c : (p->line > q->line) - (p->line < q->line);
}

static int
by_all(const void *a, const void *b)
{
	const struct sorted *x = a, *y = b;
	int c = by_letter(x, y);

	if (c == 0)
		c = (x->of->due > y->of->due) - (x->of->due < y->of->due);
	return c != 0 ? c : by_names(x, y);
}

static void
add_letter(
    struct dun *d, size_t *cap, const struct sorted *s, size_t first, size_t n)
{
	d->letters =
	    mem_grow(d->letters, cap, d->nletter + 1, sizeof *d->letters);
	d->letters[d->nletter++] = (struct dun_letter){.first = first,
	    .n = n,
	    .customer = ledger_item(d->ledger, s->of->item)->customer,
	    .name = s->to,
	    .deadline = DATE_NONE};
}

void
dun_group(struct dun *d)
{
	struct sorted *s = mem_array(d->npart, sizeof *s);
	struct dun_part *parts = mem_array(d->npart, sizeof *parts);
	size_t cap = 0, end;

	for (size_t i = 0; i < d->npart; i++)
		fill(d, &d->parts[i], &s[i]);
	if (d->npart > 0)
		qsort(s, d->npart, sizeof *s, by_all);
	for (size_t i = 0; i < d->npart; i++)
		parts[i] = *s[i].of;
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
	mem_free(d->parts);
	d->parts = parts;
}
