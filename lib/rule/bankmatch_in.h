/* Cash in the book against lines of the bank, from inside. */
#ifndef RULE_BANKMATCH_IN_H
#define RULE_BANKMATCH_IN_H

#include <stdbool.h>

#include "base/mem.h"
#include "rule/bankmatch.h"
#include "value/date.h"

/*
 * Lanes: rows that have something in common, those of the book before those
 * of the bank, each side by date.  Rows are taken out one by one; how many
 * are left in a stretch, and which, takes logarithmic time.
 */
struct lane {
	uint32_t from, mid, to; /* slots: the book's, the bank's */
	uint32_t unit, name;
	int64_t amount;
};

struct slot {
	uint32_t row, lane;
	uint32_t run;   /* neighbours of one date and payer */
	uint32_t twins; /* of them, those that nobody could tell apart */
	int32_t date;
};

/* Of the slots of a run. */
struct run {
	uint32_t from, to;
};

struct lanes {
	struct slot *at;
	struct lane *lane;
	struct run *run;
	uint32_t *tree; /* how many are left */
	uint32_t n, nlane, nrun, ntwins;
};

/* A row on its way into lanes; *place gets its slot. */
struct lane_key {
	int64_t amount;
	uint64_t line;
	uint32_t *place;
	uint32_t unit, name, who, twin, row;
	int32_t date;
	bool side;
};

/* Lanes of equal unit, amount and name; the keys are put in order. */
void lanes_open(struct lanes *l, struct lane_key *keys, size_t n);
void lanes_close(struct lanes *l);

/* The lane of a key, or NULL. */
const struct lane *lanes_find(
    const struct lanes *l, uint32_t unit, int64_t amount, uint32_t name);

/* Takes out the row in a slot. */
void lanes_take(struct lanes *l, uint32_t slot);

/* How many are left before a slot; how many from one to before another. */
uint32_t lanes_rank(const struct lanes *l, uint32_t slot);
uint32_t lanes_count(const struct lanes *l, uint32_t from, uint32_t to);

/* The slot that has `rank` others left before it. */
uint32_t lanes_nth(const struct lanes *l, uint32_t rank);

/* A stretch of slots, and how many are left of it. */
struct stretch {
	uint32_t from, to, left;
};

/* Of one side of a lane, those dated from..to. */
struct stretch lanes_dated(const struct lanes *l, const struct lane *lane,
    bool side, int64_t from, int64_t to);

/* An entry. */
struct row {
	const struct bank_entry *e;
	uint32_t entry;       /* its place on its side */
	uint32_t who;         /* the name by which it is known, or none */
	uint32_t text;        /* its memo, or none */
	uint32_t twin;        /* equal in all that tells rows apart */
	uint32_t name, nname; /* its names, in the list of all */
	uint32_t by_amount;   /* slots */
	uint32_t by_day;      /* in the lanes of units */
	uint32_t group[2];    /* of enum group_kind */
	uint32_t searched;    /* rows in its window when sums were tried */
	uint32_t set;         /* the sum that was found, or none */
	bool side, gone, wide, doubtful;
	bool matched;
};

/* Names: a number for each, and the slots of the row in lanes of that name. */
struct name {
	uint32_t id, by_payer, by_name;
};

/* Entries of a day, or of a batch, that may be one line. */
enum group_kind { GROUP_BATCH, GROUP_DAY };

struct group {
	int128 sum;
	uint32_t from, to; /* in the list of members */
	uint32_t left;
	uint32_t target;
};

struct groups {
	struct group *at;
	uint32_t *member;
	uint32_t n;
};

/* A combination that comes to a row. */
struct set {
	uint32_t target, n;
	bool two; /* there are several: these are the rows of all of them */
	uint32_t member[BANKMATCH_MOST];
};

/* What the rules of equal amounts compare; the strongest first. */
enum bankmatch_level {
	LEVEL_DAY_PAYER, /* the day, and who paid */
	LEVEL_DAY,       /* the day */
	LEVEL_PAYER,     /* who paid, within the window */
	LEVEL_WINDOW,    /* nothing else, within the window */
	LEVELS
};

/* Slots that have to be looked at. */
struct pending {
	uint32_t *slot;
	bool *waits; /* by slot */
	uint32_t n;
};

/* A reference of a row. */
struct ref {
	uint32_t unit, ref, row;
};

struct bankmatch {
	const struct bankmatch_in *in;
	void (*found)(void *arg, const struct recon_item *item);
	void *arg;

	struct row *row; /* of the book, and then of the bank */
	size_t n;
	struct name *name;
	size_t nname, name_cap;
	struct lanes amounts; /* by unit and amount */
	struct lanes payers;  /* by unit, amount and name */
	struct lanes days;    /* by unit */
	struct lanes names;   /* by unit and name; for fees */
	uint32_t *tally[2];   /* by lane of payers, by side */
	struct pending pending[LEVELS];
	struct groups groups[2];
	struct ref *ref;
	size_t nref;
	struct set *set;
	size_t nset, set_cap;
	uint32_t *tell[2]; /* the lists of an item */
	size_t tell_cap[2];
	uint32_t *some; /* rows, for a rule to collect */
	size_t nsome, some_cap;
};

static inline int32_t
row_date(const struct bankmatch *m, uint32_t row)
{
	return m->row[row].e->date;
}

/* Takes a row out of all lanes and groups. */
void bankmatch_take(struct bankmatch *m, uint32_t row);

/* Collects rows for an item; bankmatch_tell takes them out, says what they
   are, and empties the list. */
void bankmatch_put(struct bankmatch *m, uint32_t row);
void bankmatch_tell(struct bankmatch *m, enum recon_class class, unsigned how,
    size_t elsewhere);

/* How many entries of the other side have its amount, within the window. */
uint32_t bankmatch_rivals(const struct bankmatch *m, uint32_t row);

/* Whether a bank line is a book amount less a fee. */
bool bankmatch_is_fee(
    const struct bankmatch *m, uint32_t unit, int128 book, int128 bank);

/* Finds everybody's names; names_close frees nothing that rows need. */
void bankmatch_names(struct bankmatch *m);

/* The lanes, and their end. */
void bankmatch_lay_out(struct bankmatch *m);
void bankmatch_clear(struct bankmatch *m);

/* Some of the list of references that are one, and what is left of them. */
struct of_ref {
	struct ref *at;
	size_t n;
};

struct left_of_ref {
	int128 sum[2]; /* by side */
	size_t n[2];
	bool both; /* there is some on either side, and no sum too large */
};

/* The next reference from place *i of the list on. */
bool bankmatch_next_ref(const struct bankmatch *m, size_t *i, struct of_ref *g);
struct left_of_ref bankmatch_left_of(
    const struct bankmatch *m, const struct of_ref *g);
void bankmatch_put_left(struct bankmatch *m, const struct of_ref *g);

/* References, before all else: what agrees, and what ought to.  Then, after
   all else, what is left of them. */
void bankmatch_refs(struct bankmatch *m);
void bankmatch_refs_odd(struct bankmatch *m);
bool bankmatch_refs_left(struct bankmatch *m);

/* Equal amounts: looks at all that is pending. */
void bankmatch_equals(struct bankmatch *m);
void bankmatch_pend(
    struct bankmatch *m, enum bankmatch_level level, uint32_t slot);

/* A run, and what it could be. */
struct star {
	const struct lanes *l;
	const struct lane *lane;
	const struct run *run;
	enum bankmatch_level level;
	struct stretch others;
	uint32_t left; /* of the run */
	bool side;     /* of the run */
};

/* The i-th that is left of the others; of the run. */
static inline uint32_t
star_other(const struct star *s, uint32_t i)
{
	return lanes_nth(s->l, lanes_rank(s->l, s->others.from) + i);
}

static inline uint32_t
star_own(const struct star *s, uint32_t i)
{
	return lanes_nth(s->l, lanes_rank(s->l, s->run->from) + i);
}

/* Pairs all of the others with as many of the run. */
void star_pair(struct bankmatch *m, const struct star *s);

/* The other rules; each says whether it found anything. */
void bankmatch_group(struct bankmatch *m);
bool bankmatch_chains(struct bankmatch *m);
bool bankmatch_deposits(struct bankmatch *m, enum group_kind kind);
bool bankmatch_sums(struct bankmatch *m);
bool bankmatch_fees(struct bankmatch *m);

/* What matches nothing. */
void bankmatch_left(struct bankmatch *m);
size_t bankmatch_wide(const struct bankmatch *m);

#endif
