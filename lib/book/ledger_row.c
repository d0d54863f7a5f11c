#include "base/intern.h"
#include "base/mem.h"
#include "book/ledger.h"
#include "book/ledger_in.h"

#define TOGETHER 32 /* rows */
#define RESERVE_MOST                                                           \
	(32 << 20) /* rows; more of them find room as they come                \
		    */

/*
 * A large book does not fit the processor's caches: nearly every name and
 * item that a row speaks of waits for memory.  So rows are added by the
 * handful: what all of them need is asked for before the first is added, and
 * the waits overlap.
 */

static inline uint32_t
hash_of(struct span s)
{
	return s.len > 0 ? intern_hash(s) : 0;
}

/* Who a ref is of is asked only where there is one. */
void
ledger_hash(struct ledger_row *r)
{
	const struct posting *p = &r->posting;

	r->hash[NAME_DOC] = hash_of(p->doc);
	r->hash[NAME_CUSTOMER] = hash_of(p->customer);
	r->hash[NAME_REF] = hash_of(p->ref);
	r->hash[NAME_REF_CUSTOMER] =
	    p->ref.len > 0 ? hash_of(p->ref_customer) : 0;
	r->hash[NAME_ENTITY] = hash_of(p->entity);
	r->hash[NAME_REF_ENTITY] = hash_of(p->ref_entity);
	r->hash[NAME_ACCOUNT] = hash_of(p->account);
	r->hash[NAME_PART] = hash_of(p->part);
}

static void
expect(const struct ledger *l, const struct ledger_row *r)
{
	intern_expect(l->texts, r->hash[NAME_DOC]);
	intern_expect(l->texts, r->hash[NAME_CUSTOMER]);
	if (r->posting.ref.len > 0)
		intern_expect(l->texts, r->hash[NAME_REF]);
}

static void
meet(const struct ledger *l, const struct ledger_row *r)
{
	intern_meet(l->texts, r->hash[NAME_DOC]);
	intern_meet(l->texts, r->hash[NAME_CUSTOMER]);
	if (r->posting.ref.len > 0)
		intern_meet(l->texts, r->hash[NAME_REF]);
}

static inline uint32_t
add_name(struct ledger *l, struct span s, uint32_t hash, uint32_t **mark)
{
	return s.len > 0 ? intern_add_hashed(l->texts, s, hash, mark)
			 : l->blank;
}

/* Has the first item of a document number fetched. */
static void
fetch(const struct ledger *l, const uint32_t *mark)
{
	if (mark != NULL && *mark != INTERN_NONE)
		__builtin_prefetch(&l->items[*mark], 1);
}

static void
name_ref(struct ledger *l, const struct ledger_row *r, struct ledger_named *n)
{
	const struct posting *p = &r->posting;
	uint32_t *other;

	n->id[NAME_REF] = add_name(l, p->ref, r->hash[NAME_REF], &n->ref_mark);
	n->id[NAME_REF_CUSTOMER] =
	    p->ref_customer.at == p->customer.at
		? n->id[NAME_CUSTOMER]
		: add_name(
		      l, p->ref_customer, r->hash[NAME_REF_CUSTOMER], &other);
	fetch(l, n->ref_mark);
}

static void
name(struct ledger *l, const struct ledger_row *r, struct ledger_named *n)
{
	const struct posting *p = &r->posting;
	const uint32_t *hash = r->hash;
	uint32_t *id = n->id, *other;

	n->p = p;
	n->tag = r->tag;
	n->doc_mark = n->ref_mark = NULL;
	id[NAME_DOC] = add_name(l, p->doc, hash[NAME_DOC], &n->doc_mark);
	id[NAME_CUSTOMER] =
	    add_name(l, p->customer, hash[NAME_CUSTOMER], &other);
	fetch(l, n->doc_mark);
	id[NAME_REF] = id[NAME_REF_CUSTOMER] = l->blank;
	if (p->ref.len > 0)
		name_ref(l, r, n);
	id[NAME_ENTITY] = add_name(l, p->entity, hash[NAME_ENTITY], &other);
	id[NAME_REF_ENTITY] =
	    add_name(l, p->ref_entity, hash[NAME_REF_ENTITY], &other);
	id[NAME_ACCOUNT] = add_name(l, p->account, hash[NAME_ACCOUNT], &other);
	id[NAME_PART] = add_name(l, p->part, hash[NAME_PART], &other);
}

static void
add_together(struct ledger *l, const struct ledger_row *r, size_t n)
{
	struct ledger_named named[TOGETHER];

	for (size_t i = 0; i < n; i++)
		expect(l, &r[i]);
	for (size_t i = 0; i < n; i++)
		meet(l, &r[i]);
	for (size_t i = 0; i < n; i++)
		name(l, &r[i], &named[i]);
	for (size_t i = 0; i < n; i++)
		if (r[i].refused)
			ledger_refuse_named(l, &named[i]);
		else
			ledger_add_named(l, &named[i]);
}

void
ledger_add_rows(struct ledger *l, const struct ledger_row *r, size_t n)
{
	for (; n > TOGETHER; r += TOGETHER, n -= TOGETHER)
		add_together(l, r, TOGETHER);
	add_together(l, r, n);
}

static void
add_one(struct ledger *l, const struct posting *p, uint32_t tag, bool refused)
{
	struct ledger_row r = {.posting = *p, .tag = tag, .refused = refused};

	ledger_hash(&r);
	add_together(l, &r, 1);
}

void
ledger_add(struct ledger *l, const struct posting *p, uint32_t tag)
{
	add_one(l, p, tag, false);
}

void
ledger_refuse(struct ledger *l, const struct posting *p)
{
	add_one(l, p, 0, true);
}

void
ledger_reserve(struct ledger *l, uint64_t n)
{
	if (n > RESERVE_MOST)
		n = RESERVE_MOST;
	intern_reserve(l->texts, n);
	l->items =
	    mem_reserve(l->items, &l->item_cap, (size_t)n, sizeof *l->items);
	l->pieces =
	    mem_reserve(l->pieces, &l->piece_cap, (size_t)n, sizeof *l->pieces);
}

void
ledger_rooms(const struct ledger *l, struct ledger_room *rooms)
{
	rooms[0] = (struct ledger_room){(char *)l->items,
	    l->nitem * sizeof *l->items, l->item_cap * sizeof *l->items};
	rooms[1] = (struct ledger_room){(char *)l->pieces,
	    l->npiece * sizeof *l->pieces, l->piece_cap * sizeof *l->pieces};
	rooms[2] = (struct ledger_room){(char *)l->moves,
	    l->nmove * sizeof *l->moves, l->move_cap * sizeof *l->moves};
}
