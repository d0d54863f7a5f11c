/*
 * Cash and bank lines by the handful, and what rule/bankmatch says of them, as
 * sorted lines of text: "matched payer b1 k2".  Included by its tests, after
 * cmocka.h.
 */
#ifndef UNIT_BANKMATCH_H
#define UNIT_BANKMATCH_H

#include <stdio.h>
#include <stdlib.h>

#include "base/intern.h"
#include "rule/bankmatch.h"
#include "value/date.h"

#define MOST 64
#define TELL 200

struct world {
	struct bank_entry e[2][MOST];
	size_t n[2];
	struct recon_unit units[2];
	int64_t fee[2];
	struct bankmatch_in in;
	struct intern *names;
	char told[2 * MOST][TELL];
	size_t ntold, wide;
	int128 difference;
	unsigned met[2][MOST];
};

static inline void
world_open(struct world *w)
{
	*w = (struct world){.names = intern_new()};
	for (int i = 0; i < 2; i++) {
		w->units[i].exponent = 2;
		w->fee[i] = 5000;
	}
	w->in = (struct bankmatch_in){
	    .units = w->units,
	    .nunit = 2,
	    .first = DATE_MIN,
	    .asof = 100,
	    .window = 5,
	    .fee_limit = w->fee,
	    .subset_chance = {1, 2},
	};
}

static inline void
world_close(struct world *w)
{
	intern_free(w->names);
}

/* Adds an entry, of which "" says that there is none; the last one. */
static inline struct bank_entry *
add(struct world *w, enum recon_side side, int32_t date, int64_t amount,
    const char *ref, const char *payer, const char *memo)
{
	size_t i = w->n[side]++;

	assert_true(i < MOST);
	w->e[side][i] = (struct bank_entry){
	    .amount = amount,
	    .line = i + 1,
	    .refs = {*ref != '\0' ? intern_add(w->names, span_of(ref))
				  : RECON_NONE,
		RECON_NONE, RECON_NONE},
	    .customer = side == RECON_BOOK && *payer != '\0'
			    ? intern_add(w->names, span_of(payer))
			    : RECON_NONE,
	    .batch = RECON_NONE,
	    .date = date,
	    .payer = span_of(payer),
	    .memo = span_of(memo),
	};
	return &w->e[side][i];
}

static inline const char *
how_name(unsigned how)
{
	static const char *const names[] = {"ref", "refs", "day", "payer",
	    "window", "deposit", "sum", "fee", "twins"};

	return how < BANK_BY_REF ? "-" : names[how - BANK_BY_REF];
}

static inline void
take_item(void *arg, const struct recon_item *item)
{
	struct world *w = arg;
	char *to = w->told[w->ntold++];
	int at = snprintf(to, TELL, "%s %s",
	    recon_class_name((enum recon_class)item->class),
	    how_name(item->how));

	for (int side = 0; side < 2; side++)
		for (uint32_t i = 0; i < item->n[side]; i++) {
			uint32_t e = item->entry[side][i];

			w->met[side][e]++;
			at += snprintf(to + at, (size_t)(TELL - at), " %c%d",
			    "bk"[side], (int)w -> e[side][e].line);
		}
	if (item->class == RECON_AMBIGUOUS)
		snprintf(
		    to + at, (size_t)(TELL - at), " of %u", item->elsewhere);
	w->difference += item->difference;
}

static inline int
compare_told(const void *a, const void *b)
{
	return strcmp(a, b);
}

static inline void
run(struct world *w)
{
	w->ntold = 0;
	w->difference = 0;
	memset(w->met, 0, sizeof w->met);
	for (int i = 0; i < 2; i++) {
		w->in.entries[i] = w->e[i];
		w->in.n[i] = w->n[i];
	}
	w->wide = bankmatch_run(&w->in, take_item, w);
	qsort(w->told, w->ntold, TELL, compare_told);
}

/* Runs, and compares: the lines, sorted, with a newline behind each. */
static inline void
tells(struct world *w, const char *want)
{
	char all[2 * MOST * TELL] = "";

	run(w);
	for (size_t i = 0; i < w->ntold; i++) {
		strcat(all, w->told[i]);
		strcat(all, "\n");
	}
	assert_string_equal(all, want);
}

#endif
