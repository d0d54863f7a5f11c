/* What a receipt that nothing fits might be for: the nearest amounts. */
#include "rule/match_in.h"

static int64_t
distance(const struct match *m, const struct match_value *v)
{
	int64_t d = v->value - match_at(m)->open;

	return d < 0 ? -d : d;
}

/* Keeps v among the n nearest so far; of equals the first item. */
static size_t
keep_near(const struct match *m, const struct match_value **near, size_t n,
    const struct match_value *v)
{
	size_t at = n;

	while (at > 0 && (distance(m, v) < distance(m, near[at - 1]) ||
			     (distance(m, v) == distance(m, near[at - 1]) &&
				 v->item < near[at - 1]->item)))
		at--;
	if (at == MATCH_SUGGESTIONS)
		return n;
	n = n < MATCH_SUGGESTIONS ? n + 1 : n;
	for (size_t i = n - 1; i > at; i--)
		near[i] = near[i - 1];
	near[at] = v;
	return n;
}

static bool
too_far(const struct match *m, const struct match_value **near, size_t n,
    const struct match_value *v)
{
	return n == MATCH_SUGGESTIONS &&
	       distance(m, v) > distance(m, near[n - 1]);
}

static size_t
find_near(const struct match *m, struct match_index *ix,
    const struct match_value **near)
{
	size_t from = match_from(&ix->gross, match_at(m)->open), n = 0;

	match_find_blocks(m, &ix->gross);
	for (size_t i = from;
	     (i = match_skip_up(m, &ix->gross, i)) < ix->gross.n; i++) {
		const struct match_value *v = &ix->gross.value[i];

		if (too_far(m, near, n, v))
			break;
		if (v->whole && match_stands(m, v))
			n = keep_near(m, near, n, v);
	}
	for (size_t i = from - 1;
	     (i = match_skip_down(m, &ix->gross, i)) < ix->gross.n; i--) {
		const struct match_value *v = &ix->gross.value[i];

		if (too_far(m, near, n, v))
			break;
		if (v->whole && match_stands(m, v))
			n = keep_near(m, near, n, v);
	}
	return n;
}

bool
match_suggest(struct match *m)
{
	const struct match_value *near[MATCH_SUGGESTIONS];
	size_t n = find_near(m, match_index(m, true), near);

	match_forget_answers(m);
	for (size_t i = 0; i < n; i++) {
		match_aim_none(m);
		match_aim(m, near[i]->item);
		match_answer(m);
	}
	return n > 0;
}
