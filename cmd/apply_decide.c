#include "base/mem.h"
#include "base/turns.h"
#include "book/rates.h"
#include "cmd/apply_group.h"

static bool
convert(void *arg, uint32_t from, uint32_t to, int32_t date, int64_t amount,
    int64_t *out)
{
	const struct apply_desk *d = arg;
	const struct apply_pool *p = &d->apply->world->pools[from];
	const struct apply_pool *q = &d->apply->world->pools[to];

	return p->entity == q->entity &&
	       rates_convert(d->apply->rates, amount, p->currency, q->currency,
		   date, d->apply->policy.rounding, out);
}

static void
tell(void *arg, enum match_rule rule, bool fired, const char *why)
{
	struct apply_desk *d = arg;

	d->told =
	    mem_grow(d->told, &d->told_cap, d->ntold + 1, sizeof *d->told);
	d->told[d->ntold++] =
	    (struct apply_told){d->match.funds[d->match.explain].tag, rule,
		fired, mem_copy(why, strlen(why)), apply_told_others(d)};
}

void
apply_desk_open(struct apply_desk *d, struct apply *a)
{
	*d =
	    (struct apply_desk){.apply = a, .view = ledger_view_new(a->ledger)};
	d->index.family = APPLY_NONE;
	d->match.policy = &a->policy;
	d->match.pools = a->pools;
	d->match.convert = a->rates != NULL ? convert : NULL;
	d->match.tell = a->explain != NULL ? tell : NULL;
	d->match.arg = d;
}

/* What stays is the results'. */
void
apply_desk_close(struct apply_desk *d)
{
	ledger_view_free(d->view);
	apply_room_free(&d->room);
	terms_parts_free(&d->parts);
	mem_free(d->tier);
	mem_free(d->index.docs[SIDE_DEBIT].at);
	mem_free(d->index.docs[SIDE_CREDIT].at);
	mem_free(d->index.orders.at);
	mem_free(d->hits.item);
	cites_free(&d->cites);
	mem_free(d->cited);
	mem_free(d->line);
	mem_free(d->want);
	mem_free(d->link);
	mem_free(d->items.slots.at);
	mem_free(d->funds.slots.at);
	mem_free(d->who);
	mem_free(d->money);
	mem_free(d->fund);
	mem_free(d->back);
	match_free(&d->match);
	mem_free(d->match.customers);
	mem_free(d->match.items);
	mem_free(d->match.funds);
	mem_free(d->match.returns);
	mem_free(d->told);
	mem_free(d->result);
	mem_free(d->run);
}

static void
try_share(void *context, uint64_t share)
{
	struct apply_desk *d = context;
	const struct apply_world *w = d->apply->world;
	const struct apply_share *s = &w->shares[share];

	apply_share_begin(d, share, true);
	for (uint32_t f = s->first; f < s->end; f++) {
		for (uint32_t m = w->first[f]; m < w->first[f + 1]; m++)
			apply_ahead(d, w->member[m]);
		apply_group_try(d, f);
	}
	apply_share_end(d);
}

static void
read_share(void *context, uint64_t share)
{
	struct apply_desk *d = context;
	const struct apply_world *w = d->apply->world;
	const struct apply_share *s = &w->shares[share];

	for (uint32_t f = s->first; f < s->end; f++)
		if (w->late[f])
			apply_group_read(d, f);
}

static void
group_share(void *context, uint64_t share)
{
	struct apply_desk *d = context;
	const struct apply_world *w = d->apply->world;
	const struct apply_share *s = &w->shares[share];

	apply_share_begin(d, UINT32_MAX + share, false);
	for (uint32_t g = s->first; g < s->end; g++)
		apply_group(
		    d, w->linked + w->group[g], w->group[g + 1] - w->group[g]);
	apply_share_end(d);
}

static void
no_turn(void *context, uint64_t share)
{
	(void)context;
	(void)share;
}

static void
each_share(struct apply *a, struct apply_desk *desks, uint32_t n,
    void (*work)(void *context, uint64_t share))
{
	void **context = mem_array(n, sizeof *context);

	for (uint32_t i = 0; i < n; i++)
		context[i] = &desks[i];
	turns_run(n, a->world->nshare, work, no_turn, context);
	mem_free(context);
}

static size_t
wanted(const struct apply_desk *desks, uint32_t n)
{
	size_t sum = 0;

	for (uint32_t i = 0; i < n; i++)
		sum += desks[i].nwant;
	return sum;
}

/* Each family by itself; then, when it is known whose the numbers are that
   were none of its own, those that belong together. */
static void
match_all(struct apply *a, struct apply_desk *desks, uint32_t n)
{
	apply_share_families(a);
	each_share(a, desks, n, try_share);
	apply_payers_want(&desks[0]);
	if (wanted(desks, n) > 0)
		apply_search(a, desks, n);
	apply_payers(&desks[0]);
	each_share(a, desks, n, read_share);
	apply_link_groups(a, desks, n);
	each_share(a, desks, n, group_share);
}

/* What threads were told of, one receipt's together. */
static void
gather(struct apply *a, struct apply_desk *desks, uint32_t n)
{
	uint32_t bad = 0;
	size_t cap = 0;

	for (uint32_t i = 0; i < n; i++) {
		struct apply_desk *d = &desks[i];

		if (d->bad_terms != 0 && (bad == 0 || d->bad_terms < bad))
			bad = d->bad_terms;
		if (d->ntold == 0)
			continue;
		a->told = mem_grow(
		    a->told, &cap, a->ntold + d->ntold, sizeof *a->told);
		memcpy(a->told + a->ntold, d->told, d->ntold * sizeof *d->told);
		a->ntold += d->ntold;
	}
	apply_terms_tell(a, bad);
}

void
apply_decide(struct apply *a)
{
	uint32_t n = tool_threads(&a->tool);
	struct apply_desk *desks = mem_array(n, sizeof *desks);

	for (uint32_t i = 0; i < n; i++)
		apply_desk_open(&desks[i], a);
	match_all(a, desks, n);
	gather(a, desks, n);
	apply_sort_results(a, desks, n);
	a->kept = mem_array(n, sizeof *a->kept);
	for (uint32_t i = 0; i < n; i++) {
		a->kept[i] = desks[i].kept;
		apply_desk_close(&desks[i]);
	}
	mem_free(desks);
}
