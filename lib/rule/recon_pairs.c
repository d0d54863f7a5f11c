#include "rule/recon_in.h"

struct pairing {
	struct recon_work *w;
	void (*take)(struct recon_work *w, struct recon_ref book,
	    struct recon_ref other, bool same_customer);
};

/* A stretch of refs of one unit and amount. */
struct stretch {
	struct recon_ref *at;
	size_t n;
};

static int
compare(const struct recon_entry *a, const struct recon_entry *b)
{
	if (a->unit != b->unit)
		return a->unit < b->unit ? -1 : 1;
	return (a->amount > b->amount) - (a->amount < b->amount);
}

static size_t
length(const struct recon_ref *at, size_t n)
{
	size_t i = 1;

	while (i < n && compare(at[0].e, at[i].e) == 0)
		i++;
	return i;
}

/* In both, customers stand in order; what is not paired is kept. */
static void
pair_customers(const struct pairing *p, struct stretch a, struct stretch b)
{
	struct recon_refs *rest = p->w->rest;
	size_t i = 0, j = 0;

	rest[0].n = rest[1].n = 0;
	while (i < a.n && j < b.n) {
		uint32_t x = a.at[i].e->customer, y = b.at[j].e->customer;

		if (x == y)
			p->take(p->w, a.at[i++], b.at[j++], true);
		else if (x < y)
			recon_push(&rest[0], a.at[i].e, a.at[i].at), i++;
		else
			recon_push(&rest[1], b.at[j].e, b.at[j].at), j++;
	}
	for (; i < a.n; i++)
		recon_push(&rest[0], a.at[i].e, a.at[i].at);
	for (; j < b.n; j++)
		recon_push(&rest[1], b.at[j].e, b.at[j].at);
}

/* Moves the refs that tell no customer (or those that do) to the front,
   keeping their order; returns how many there are. */
static size_t
blanks_first(struct recon_work *w, struct recon_refs *r)
{
	struct recon_refs *more = &w->more[0];
	size_t n = 0;

	more->n = 0;
	for (size_t i = 0; i < r->n; i++)
		if (r->at[i].e->customer == RECON_NONE)
			r->at[n++] = r->at[i];
		else
			recon_push(more, r->at[i].e, r->at[i].at);
	for (size_t i = 0; i < more->n; i++)
		r->at[n + i] = more->at[i];
	return n;
}

/* Of those that are left, blank customers are on one side only. */
static void
pair_rest(const struct pairing *p)
{
	struct recon_refs *a = &p->w->rest[0], *b = &p->w->rest[1];
	size_t blank;

	if (a->n == 0 || b->n == 0)
		return;
	recon_by_day(a);
	recon_by_day(b);
	blank = blanks_first(p->w, a) + blanks_first(p->w, b);
	for (size_t i = 0; i < a->n && i < b->n; i++)
		p->take(p->w, a->at[i], b->at[i], i < blank);
}

void
recon_pairs(struct recon_work *w, struct recon_refs *book,
    struct recon_refs *other,
    void (*take)(struct recon_work *w, struct recon_ref book,
	struct recon_ref other, bool same_customer))
{
	struct pairing p = {w, take};
	size_t i = 0, j = 0;

	recon_by_unit_amount(book);
	recon_by_unit_amount(other);
	while (i < book->n && j < other->n) {
		size_t n = length(&book->at[i], book->n - i);
		size_t m = length(&other->at[j], other->n - j);
		int c = compare(book->at[i].e, other->at[j].e);

		if (c == 0) {
			pair_customers(&p, (struct stretch){&book->at[i], n},
			    (struct stretch){&other->at[j], m});
			pair_rest(&p);
		}
		i += c <= 0 ? n : 0;
		j += c >= 0 ? m : 0;
	}
}
