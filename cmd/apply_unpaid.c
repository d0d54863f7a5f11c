#include <stdlib.h>

#include "base/mem.h"
#include "cmd/apply_group.h"

/* The items that a remittance names and that could not be paid, for --stats:
   neither now nor before, by the receipt or by the credits it takes. */

/* Numbers of items in the ledger. */
struct bag {
	uint32_t *item;
	size_t n, cap;
};

static void
add(struct bag *b, uint32_t item)
{
	b->item = mem_grow(b->item, &b->cap, b->n + 1, sizeof *b->item);
	b->item[b->n++] = item;
}

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Puts them in order, each once. */
static void
settle(struct bag *b)
{
	size_t n = 0;

	if (b->n > 1)
		qsort(b->item, b->n, sizeof *b->item, by_number);
	for (size_t i = 0; i < b->n; i++)
		if (n == 0 || b->item[n - 1] != b->item[i])
			b->item[n++] = b->item[i];
	b->n = n;
}

static bool
has(const struct bag *b, uint32_t item)
{
	return b->n > 0 &&
	       bsearch(&item, b->item, b->n, sizeof item, by_number) != NULL;
}

/* What a fund paid: `gone` are items that nothing can be done with now. */
static void
add_paid(const struct apply_desk *d, uint32_t fund,
    const struct apply_entry *entry, const uint32_t *end, struct bag *paid,
    struct bag *gone)
{
	const struct ledger *l = d->apply->ledger;
	const struct match_fund *f = &d->match.funds[fund];
	uint32_t first = fund > 0 ? end[fund - 1] : 0;

	for (uint32_t i = first; i < end[fund]; i++)
		if (entry[i].type == TYPE_APPLY && entry[i].amount > 0)
			add(paid, entry[i].item);
	for (uint32_t i = 0; i < f->napplied; i++)
		add(paid, d->match.items[f->applied[i].item].tag);
	for (uint32_t i = ledger_item(l, f->tag)->move; i != LEDGER_NONE;
	     i = ledger_move(l, i)->next) {
		const struct ledger_move *v = ledger_move(l, i);

		if (v->type == TYPE_APPLY && v->date <= d->apply->asof &&
		    apply_map_get(&d->items, v->other) == MATCH_NONE)
			add(gone, v->other);
	}
}

static void
add_all_paid(const struct apply_desk *d, uint32_t fund,
    const struct apply_entry *entry, const uint32_t *end, struct bag *paid,
    struct bag *gone)
{
	const struct match_fund *f = &d->match.funds[fund];

	add_paid(d, fund, entry, end, paid, gone);
	for (uint32_t i = 0; i < f->nline; i++)
		if (f->line[i].amount < 0 && f->line[i].cite.fund != MATCH_NONE)
			add_paid(
			    d, f->line[i].cite.fund, entry, end, paid, gone);
	settle(paid);
	settle(gone);
}

/* Lines stand by what they name: those of one number are one. */
static bool
is_again(const struct match_fund *f, uint32_t i)
{
	const struct match_line *line = &f->line[i], *last = line - 1;

	return i > 0 && last->amount > 0 &&
	       span_equal(last->cite.text, line->cite.text);
}

uint32_t
apply_unpaid(const struct apply_desk *d, uint32_t fund,
    const struct apply_entry *entry, const uint32_t *end)
{
	const struct match_fund *f = &d->match.funds[fund];
	struct bag paid = {0}, gone = {0}, unpaid = {0};
	size_t settled = 0, other = 0;

	/* all of it was paid, or the bank took it back */
	if (f->nline == 0 || f->fired >> MATCH_OWN & 1 ||
	    (f->open == 0 && f->fired == 1U << MATCH_REMIT))
		return 0;
	add_all_paid(d, fund, entry, end, &paid, &gone);
	for (uint32_t i = 0; i < f->nline; i++) {
		const struct match_cite *c = &f->line[i].cite;

		if (f->line[i].amount < 0)
			continue;
		if (c->item == MATCH_NONE && !is_again(f, i))
			*(c->found == FOUND_SETTLED ? &settled : &other) += 1;
		else if (c->item != MATCH_NONE &&
			 !has(&paid, d->match.items[c->item].tag))
			add(&unpaid, d->match.items[c->item].tag);
	}
	settle(&unpaid);
	settled -= settled < gone.n ? settled : gone.n;
	mem_free(paid.item);
	mem_free(gone.item);
	mem_free(unpaid.item);
	return (uint32_t)(unpaid.n + settled + other);
}
