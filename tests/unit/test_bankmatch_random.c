/*
 * Equal amounts at random, few of each, against the rules as they are worded:
 * every run of every name is looked at, from the strongest rule to the weakest
 * and from the beginning again whenever one has fired.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/bankmatch.h"

#define ROUNDS 6000
#define FEW    7 /* rows of a side */

static uint64_t seed = 1;

static unsigned
any(unsigned n)
{
	seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407U;
	return (unsigned)(seed >> 33) % n;
}

/* Texts, and the names that they are: a bit each. */
static const struct {
	const char *text;
	unsigned book, bank;
} payers[] = {{"", 0, 0}, {"Acme Works", 1, 1}, {"Bolt Stores", 2, 2}},
  memos[] = {
      {"", 0, 0}, {"first quarter", 4, 4}, {"ach ACME WORKS 0042", 8, 9}};

struct plain {
	int side, date, row;
	int64_t amount;
	unsigned names, payer, who, memo;
	bool gone, matched;
	int with; /* the row it was matched with, or -1: one of several */
};

struct naive {
	struct plain e[2 * FEW];
	int n, window;
	bool book_names[2];
};

/* The name that comes first: the payer, else who stands in the memo, else
   the memo. */
static unsigned
first_name(const struct plain *e)
{
	return e->payer != 0 ? e->payer : e->names & -e->names;
}

static void
make(struct world *w, struct naive *v)
{
	v->n = 0;
	v->window = w->in.window;
	for (int side = 0; side < 2; side++)
		for (unsigned i = any(FEW + 1); i > 0; i--) {
			unsigned p = any(3), t = any(3);
			int64_t amount = any(4) ? 1000 : 7001;
			int date = (int)any(9);

			add(w, (enum recon_side)side, date, amount, "",
			    payers[p].text, memos[t].text);
			v->e[v->n++] = (struct plain){.side = side,
			    .date = date,
			    .row = (int)w->n[side] - 1,
			    .amount = amount,
			    .names = side ? payers[p].bank | memos[t].bank
					  : payers[p].book | memos[t].book,
			    .payer = payers[p].book,
			    .memo = t,
			    .with = -1};
		}
}

/* A name is found in a memo only where the book has it. */
static void
name_all(struct naive *v)
{
	bool acme = false;

	for (int i = 0; i < v->n; i++)
		acme |= v->e[i].side == 0 && v->e[i].names & 1;
	for (int i = 0; i < v->n; i++) {
		struct plain *e = &v->e[i];

		if (e->side == 1 && !acme && e->names & 8)
			e->names &= ~1U;
		e->who = first_name(e);
	}
}

/* Whether b may be a, by a rule: 0 day and payer, 1 the day, 2 payer within
   the window, 3 the window. */
static bool
may_be(const struct naive *v, const struct plain *a, const struct plain *b,
    int level)
{
	int apart = a->date < b->date ? b->date - a->date : a->date - b->date;

	return !a->gone && !b->gone && a->side != b->side &&
	       a->amount == b->amount &&
	       apart <= (level == 0 || level == 1 ? 0 : v->window) &&
	       (level == 1 || level == 3 || (a->names & b->names) != 0);
}

static bool
is_twin(const struct plain *a, const struct plain *b, unsigned name)
{
	return !b->gone && a->side == b->side && a->amount == b->amount &&
	       a->date == b->date && a->who == b->who &&
	       (name == 0 || b->names & name);
}

/* A run, and what it may be. */
struct set {
	bool p[2 * FEW], q[2 * FEW];
	int np, nq;
};

/* Whether it is plain what those are that i stands together with, in a name;
   0 is no name. */
static bool
is_plain(const struct naive *v, int i, int level, unsigned name, struct set *s)
{
	const struct plain *a = &v->e[i];

	*s = (struct set){.np = 0};
	for (int k = 0; k < v->n; k++) {
		const struct plain *b = &v->e[k];

		s->p[k] = is_twin(a, b, name);
		s->q[k] =
		    may_be(v, a, b, level) && (name == 0 || b->names & name);
		s->np += s->p[k];
		s->nq += s->q[k];
	}
	if (s->nq == 0 || s->nq > s->np)
		return false;
	for (int k = 0; k < v->n; k++)
		for (int l = 0; l < v->n; l++) {
			const struct plain *b = &v->e[k], *c = &v->e[l];

			if (s->p[k] && s->nq < s->np &&
			    (b->memo != a->memo || level < 2))
				return false;
			if (((s->p[k] && !s->q[l]) || (s->q[k] && !s->p[l])) &&
			    may_be(v, b, c, level))
				return false;
		}
	return true;
}

/* Of one day or of one payer; by name they are. */
static bool
is_even(const struct naive *v, const struct set *s, unsigned name)
{
	bool days = true, one = true;

	for (int k = 0; k < v->n; k++)
		for (int l = 0; l < v->n; l++)
			if (s->q[k] && s->q[l]) {
				days &= v->e[k].date == v->e[l].date;
				one &= v->e[k].who == v->e[l].who;
			}
	return days || one || name != 0;
}

static void
fire(struct naive *v, const struct set *s)
{
	for (int k = 0, left = s->nq; k < v->n; k++)
		if (s->q[k] || (s->p[k] && left-- > 0)) {
			v->e[k].gone = v->e[k].matched = true;
			for (int l = 0; s->np == 1 && l < v->n; l++)
				if (s->q[k] ? s->p[l] : s->q[l])
					v->e[k].with = l;
		}
}

/* All that is plain by a rule, at once. */
static bool
level_fires(struct naive *v, int level)
{
	static struct set plain[2 * FEW * 4];
	bool named = level == 0 || level == 2;
	int n = 0;

	for (int i = 0; i < v->n; i++)
		for (unsigned name = named; name <= 8 * named;
		     name = name > 0 ? 2 * name : 1)
			n += !v->e[i].gone &&
			     (!named || v->e[i].names & name) &&
			     is_plain(v, i, level, name, &plain[n]) &&
			     is_even(v, &plain[n], name);
	for (int i = 0; i < n; i++) {
		bool gone = false;

		for (int k = 0; k < v->n; k++)
			gone |= plain[i].q[k] && v->e[k].gone;
		if (!gone)
			fire(v, &plain[i]);
	}
	return n > 0;
}

/* All that hangs together with row i, by the window. */
static void
spread(const struct naive *v, int i, bool *in)
{
	in[i] = true;
	for (int k = 0; k < v->n; k++)
		if (!in[k] && may_be(v, &v->e[i], &v->e[k], 3))
			spread(v, k, in);
}

/* The rows of a side, in the order of their days. */
static int
list_side(const struct naive *v, const bool *in, int side, int *list)
{
	int n = 0;

	for (int date = 0; date < 9; date++)
		for (int k = 0; k < v->n; k++)
			if (in[k] && v->e[k].side == side &&
			    v->e[k].date == date)
				list[n++] = k;
	return n;
}

static bool
chain_fires(struct naive *v, int i)
{
	bool in[2 * FEW] = {false};
	int list[2][2 * FEW], n[2];
	const struct plain *e = v->e;

	spread(v, i, in);
	for (int side = 0; side < 2; side++)
		n[side] = list_side(v, in, side, list[side]);
	if (n[0] != n[1] || (e[list[0][0]].who == 0 && e[list[1][0]].who == 0))
		return false;
	for (int k = 0; k < n[0]; k++)
		if (!may_be(v, &e[list[0][k]], &e[list[1][k]], 3) ||
		    e[list[0][k]].who != e[list[0][0]].who ||
		    e[list[1][k]].who != e[list[1][0]].who)
			return false;
	for (int k = 0; k < v->n; k++)
		if (in[k])
			v->e[k].gone = v->e[k].matched = true;
	return true;
}

static bool
any_fires(struct naive *v)
{
	bool any = false;

	for (int level = 0; level < 4; level++)
		if (level_fires(v, level))
			return true;
	for (int i = 0; i < v->n; i++)
		any |= !v->e[i].gone && chain_fires(v, i);
	return any;
}

/* What is left over. */
static const char *
left_class(const struct naive *v, int i)
{
	const struct plain *e = &v->e[i];

	for (int k = 0; k < v->n; k++) {
		const struct plain *b = &v->e[k];

		if (b->matched && b->side == e->side && b->date == e->date &&
		    b->amount == e->amount && b->who == e->who &&
		    b->memo == e->memo &&
		    (e->side || (b->names & 3) == (e->names & 3)))
			return e->side ? "duplicate-bank" : "duplicate-book";
	}
	for (int k = 0; k < v->n; k++)
		if (may_be(v, e, &v->e[k], 3))
			return "ambiguous";
	return e->side ? "bank-only-receipt" : "outstanding";
}

/* Where an item of one row, or of two, tells of row i. */
static const char *
find(const struct world *w, const struct naive *v, int i)
{
	const struct plain *e = &v->e[i];
	char name[20];

	snprintf(name, sizeof name, " %c%d", "bk"[e->side], e -> row + 1);
	for (size_t k = 0; k < w->ntold; k++) {
		const char *at = strstr(w->told[k], name);
		size_t n = strlen(name);

		if (at != NULL && (at[n] == '\0' || at[n] == ' '))
			return w->told[k];
	}
	fail_msg("nothing is told of%s", name);
	return NULL;
}

static void
is_told(const struct world *w, const struct naive *v, int i)
{
	const struct plain *e = &v->e[i];
	const char *told = find(w, v, i);
	const char *want = e->matched ? "matched" : left_class(v, i);
	size_t n = strlen(want);

	assert_int_equal(w->met[e->side][e->row], 1);
	if (strncmp(told, want, n) != 0 || told[n] != ' ')
		fail_msg("\"%s\" is not %s", told, want);
	if (e->with >= 0)
		assert_string_equal(told, find(w, v, e->with));
}

static void
as_worded(void **state)
{
	unsigned matched = 0, ambiguous = 0;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		struct world w;
		struct naive v = {0};

		world_open(&w);
		w.in.window = (int32_t)any(5);
		w.in.fee_limit = NULL;
		make(&w, &v);
		name_all(&v);
		while (any_fires(&v))
			;
		run(&w);
		for (int i = 0; i < v.n; i++) {
			is_told(&w, &v, i);
			matched += v.e[i].matched;
			ambiguous += !strncmp(find(&w, &v, i), "amb", 3);
		}
		world_close(&w);
	}
	assert_true(matched > ROUNDS && ambiguous > ROUNDS);
}

/* Everything at once: each entry is told of once, the differences add up, and
   neither the order of the input nor the sides matter. */
static void
make_all(struct world *w)
{
	static const int64_t amounts[] = {
	    100, 200, 300, 500, 9900, 10000, -100};
	static const char *const refs[] = {"", "", "", "R1", "R2", "R3"};

	w->in.first = 3;
	w->in.asof = 14;
	w->in.subset_chance = (struct decimal){any(2) ? 50 : 1, 2};
	for (int side = 0; side < 2; side++)
		for (unsigned i = any(16); i > 0; i--) {
			struct bank_entry *e = add(w, (enum recon_side)side,
			    (int32_t)any(18), amounts[any(7)], refs[any(6)],
			    payers[any(3)].text, memos[any(3)].text);

			e->unit = any(5) == 0;
			if (any(3) == 0)
				e->batch = any(2);
		}
}

static int128
total(const struct world *w)
{
	int128 sum = 0;

	for (int side = 0; side < 2; side++)
		for (size_t i = 0; i < w->n[side]; i++) {
			const struct bank_entry *e = &w->e[side][i];
			bool in = e->date >= w->in.first || w->met[side][i] > 0;

			if (in && e->date <= w->in.asof)
				sum += side ? -e->amount : e->amount;
		}
	return sum;
}

static void
whole(void **state)
{
	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		struct world w, turned;

		world_open(&w);
		make_all(&w);
		run(&w);
		for (int side = 0; side < 2; side++)
			for (size_t i = 0; i < w.n[side]; i++) {
				const struct bank_entry *e = &w.e[side][i];

				assert_true(w.met[side][i] <= 1);
				if (e->date >= w.in.first &&
				    e->date <= w.in.asof)
					assert_int_equal(w.met[side][i], 1);
			}
		assert_true(w.difference == total(&w));
		turned = w;
		for (int side = 0; side < 2; side++)
			for (size_t i = 0; i < w.n[side]; i++)
				turned.e[side][i] =
				    w.e[side][w.n[side] - 1 - i];
		run(&turned);
		assert_int_equal(turned.ntold, w.ntold);
		for (size_t i = 0; i < w.ntold; i++)
			assert_string_equal(turned.told[i], w.told[i]);
		world_close(&w);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(as_worded),
	    cmocka_unit_test(whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
