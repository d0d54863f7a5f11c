/*
 * Names in the fields of banks, which cut them at their width: what stands
 * there may be any name that begins so.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "rule/payer_in.h"

static int
by_letters(const void *a, const void *b)
{
	const struct payers_letters *x = a, *y = b;
	int c = span_compare(x->text, y->text);

	return c != 0 ? c : (x->number > y->number) - (x->number < y->number);
}

void
payers_sort_letters(struct payers *p)
{
	if (p->n > 0)
		qsort(p->letters, p->n, sizeof *p->letters, by_letters);
}

/* The first of the letters that are not before the text. */
static size_t
letters_from(const struct payers *p, struct span text)
{
	size_t from = 0, to = p->n;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (span_compare(p->letters[mid].text, text) < 0)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

/* Whether a word of the name ends with the last letter of `left`. */
static bool
ends_word(const struct payers_letters *name, struct span left)
{
	return left.len > 0 && left.len <= 64 &&
	       (name->ends >> (left.len - 1) & 1);
}

/* Whether nothing stands behind s.at[at]. */
static bool
is_end(struct span s, size_t at)
{
	while (at < s.len && s.at[at] == ' ')
		at++;
	return at == s.len;
}

/* Adds the names that begin with what stands from start to end. */
static void
add_field(const struct payers *p, struct span memo, struct payers_work *w,
    size_t start, size_t end, bool blank)
{
	struct span field = {memo.at + start, end - start}, left;
	size_t i, most;

	payer_words_read(&w->field, field);
	left = (struct span){w->field.text.at, w->field.text.len};
	i = letters_from(p, left);
	for (most = i + PAYERS_MOST_CUT; i < most && i < p->n; i++) {
		bool whole = ends_word(&p->letters[i], left);

		if (!payer_begins(p->letters[i].text, left))
			return;
		if (whole || !blank)
			payers_hit(w, &(struct payers_hit){.start = start,
					  .end = start + w->field.end,
					  .number = p->letters[i].number,
					  .strength = PAYER_CUT,
					  .field = true,
					  .weak = whole && !is_end(memo, end)});
	}
}

/* Whether a field may end at s.at[at]; or did, with a blank behind it. */
static bool
may_end(struct span s, size_t at, bool blank)
{
	return s.at[at - 1] != ' ' && !payer_touches(s, at, false) &&
	       (!blank || at == s.len || s.at[at] == ' ');
}

void
payers_fields(
    const struct payers *p, struct span memo, struct payers_work *w, size_t i)
{
	size_t start = w->words.at[i].start, at = start;
	struct payer_char c;

	for (unsigned chars = 1; chars <= 35 && at < memo.len; chars++) {
		bool blank = chars == 21 || chars == 34;

		payer_char(&c, memo, at);
		at += c.len;
		if ((blank || chars == 22 || chars == 35) &&
		    may_end(memo, at, blank))
			add_field(p, memo, w, start, at, blank);
	}
}
