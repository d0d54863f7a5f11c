#include "base/diag.h"
#include <string.h>

#include "base/mem.h"
#include "base/turns.h"
#include "cmd/kpi_in.h"
#include "value/currency.h"

#define CHUNK 16384 /* items that a thread takes at once */

/* Items of one group, next to each other. */
struct chunk {
	uint32_t group;
	uint64_t from, end; /* in groups.items */
};

struct gather {
	struct kpi_world world;
	struct kpi_work *works;
	struct chunk *chunks;
	size_t n, cap;
	struct kpi_sums sums; /* of the group at hand */
	struct kpi_finish finish;
	struct faults faults;
	void (*take)(void *arg, const struct kpi_group *g);
	void *arg;
};

/* A thread, and what all of them serve. */
struct hand {
	struct gather *gather;
	struct kpi_work *work;
};

static void
list_chunks(struct gather *g)
{
	const struct kpi_groups *groups = &g->world.groups;

	for (uint32_t i = 0; i < intern_count(groups->keys); i++) {
		uint32_t group = groups->order[i];
		uint64_t end = groups->first[group + 1];
		uint64_t at = groups->first[group];

		for (; at < end; at += CHUNK) {
			uint64_t to = end - at < CHUNK ? end : at + CHUNK;

			g->chunks = mem_grow(
			    g->chunks, &g->cap, g->n + 1, sizeof *g->chunks);
			g->chunks[g->n++] = (struct chunk){group, at, to};
		}
	}
}

static void
walk(void *context, uint64_t piece)
{
	struct hand *h = context;
	const struct chunk *c = &h->gather->chunks[piece];
	const struct kpi_world *world = &h->gather->world;

	kpi_sums_reset(&h->work->sums, world);
	h->work->group = c->group;
	for (uint64_t i = c->from; i < c->end; i++) {
		ledger_ahead(world->ledger, world->groups.items[i]);
		kpi_item_add(h->work, world->groups.items[i]);
	}
}

static void
report(struct gather *g, uint32_t group)
{
	const struct kpi_world *w = &g->world;
	int currency = w->run->money != NULL ? w->run->money->currency
					     : w->groups.currency[group];

	kpi_promises_put(w, group, &g->sums);
	kpi_finish_group(&g->finish, &g->sums);
	for (size_t p = 0; p < w->nperiod; p++) {
		struct kpi_group one = {
		    .key = intern_text(w->groups.keys, group),
		    .currency = currency,
		    .period = p};

		if (g->sums.first > w->run->periods[p].to)
			continue;
		one.facts =
		    kpi_finish_period(&g->finish, &g->sums, p, currency);
		g->take(g->arg, &one);
	}
}

/* In turn: the last chunk of a group ends it. */
static void
join(void *context, uint64_t piece)
{
	struct hand *h = context;
	struct gather *g = h->gather;
	uint32_t group = g->chunks[piece].group;

	if (piece == 0 || g->chunks[piece - 1].group != group)
		kpi_sums_reset(&g->sums, &g->world);
	kpi_sums_merge(&g->sums, &h->work->sums, &g->world);
	if (piece + 1 == g->n || g->chunks[piece + 1].group != group)
		report(g, group);
}

/* Only figures that look back ask for sales of before the first period: for
   others no rate of those days is needed. */
static int32_t
since(const struct kpi_run *r)
{
	static const char *const looks_back[] = {
	    "dso_rolling", "dso_countback", "dso_true"};

	for (size_t i = 0; i < kpi_count(r->list); i++)
		for (size_t k = 0; k < 3; k++)
			if (r->chosen[i] &&
			    !strcmp(kpi_name(r->list, i), looks_back[k]))
				return INT32_MIN;
	return r->periods[0].from;
}

static void
open_world(struct gather *g, struct kpi_run *r)
{
	struct kpi_world *w = &g->world;

	*w = (struct kpi_world){.run = r,
	    .ledger = r->ledger,
	    .note = r->note,
	    .nperiod = r->nperiod,
	    .nbucket = r->aging.nlimit + 2,
	    .since = since(r)};
	kpi_days_open(&w->days, r, r->note->first);
	kpi_groups_open(&w->groups, r);
	if (r->where.n > 0 && ledger_items(r->ledger) > 0 &&
	    intern_count(w->groups.keys) == 0)
		diag_say("note: no item passes --where");
	w->promises = kpi_promises_new(w, &g->faults);
	kpi_sums_open(&g->sums, w);
	kpi_finish_open(&g->finish, w);
	list_chunks(g);
}

static void
close_world(struct gather *g)
{
	kpi_promises_free(g->world.promises);
	kpi_groups_close(&g->world.groups);
	kpi_days_close(&g->world.days);
	kpi_sums_close(&g->sums);
	kpi_finish_close(&g->finish);
	mem_free(g->chunks);
}

static void
open_work(struct kpi_work *w, const struct kpi_world *world)
{
	w->world = world;
	w->view = ledger_view_new(world->ledger);
	w->promises = promises_new(world->ledger);
	w->proof = mem_array(
	    world->nperiod * (size_t)currency_count(), sizeof *w->proof);
	kpi_sums_open(&w->sums, world);
}

static void
close_work(struct kpi_work *w)
{
	ledger_view_free(w->view);
	kpi_sums_close(&w->sums);
	mem_free(w->item.share);
	mem_free(w->open);
	payments_free(&w->payments);
	promises_free(w->promises);
	mem_free(w->steps);
	mem_free(w->standing);
	mem_free(w->owed);
	mem_free(w->offers);
	mem_free(w->proof);
}

/* All threads together: a rate that is missing ends the program. */
static void
settle(struct gather *g, uint32_t n)
{
	struct kpi_run *r = g->world.run;
	size_t m = g->world.nperiod * (size_t)currency_count();
	int128 *open = mem_array(m, sizeof *open);

	for (uint32_t i = 0; i < n; i++) {
		fault_merge(&g->faults, &g->works[i].faults);
		for (size_t k = 0; k < m; k++)
			open[k] += g->works[i].proof[k];
	}
	fault_merge(&g->faults, &r->note->booked.wrong);
	if (g->faults.total > 0)
		source_fail(&r->source, &g->faults);
	kpi_prove(&g->world, open);
	mem_free(open);
}

void
kpi_gather(struct kpi_run *r,
    void (*take)(void *arg, const struct kpi_group *g), void *arg)
{
	uint32_t n = tool_threads(&r->tool);
	struct gather g = {.take = take, .arg = arg};
	struct hand *hands = mem_array(n, sizeof *hands);
	void **context = mem_array(n, sizeof *context);

	if (r->nperiod == 0)
		return;
	open_world(&g, r);
	g.works = mem_array(n, sizeof *g.works);
	for (uint32_t i = 0; i < n; i++) {
		open_work(&g.works[i], &g.world);
		hands[i] = (struct hand){&g, &g.works[i]};
		context[i] = &hands[i];
	}
	turns_run(n, g.n, walk, join, context);
	settle(&g, n);
	for (uint32_t i = 0; i < n; i++)
		close_work(&g.works[i]);
	mem_free(g.works);
	mem_free(hands);
	mem_free(context);
	close_world(&g);
}
