/* Names that stand in a memo. */
#include "base/mem.h"
#include "rule/payer_in.h"

#define FEWEST_LEFT  3  /* letters left of a word that was cut */
#define FEWEST_WORDS 3  /* of a name that may be cut, or ... */
#define SHORTEST     12 /* ... its length */

/* A search: what is looked for where, and what is looked up. */
struct search {
	const struct payers *p;
	struct span memo;
	struct payers_work *work;
};

/* Whether the name stands there as written, its first word at h->start. */
static bool
is_exact(const struct search *s, const struct payers_name *name,
    struct payers_hit *h)
{
	struct span written = intern_text(s->p->written, name->written);
	struct span there;
	size_t start;

	if (h->start < name->lead ||
	    written.len > s->memo.len - (h->start - name->lead))
		return false;
	start = h->start - name->lead;
	there = (struct span){s->memo.at + start, written.len};
	if (!payer_equal(written, there) ||
	    payer_touches(s->memo, start, true) ||
	    payer_touches(s->memo, start + there.len, false))
		return false;
	h->start = start;
	h->end = start + there.len;
	h->strength = PAYER_EXACT;
	return true;
}

/* The names of a form, words i to j of the memo. */
static void
whole(const struct search *s, uint32_t form, size_t i, size_t j)
{
	const struct payer_word *at = s->work->words.at;

	for (uint32_t k = s->p->first_name[form];
	     k < s->p->first_name[form + 1]; k++) {
		struct payers_hit h = {.start = at[i].start,
		    .end = at[j].end,
		    .number = s->p->names[k].number,
		    .strength = PAYER_NORMAL};

		is_exact(s, &s->p->names[k], &h);
		payers_hit(s->work, &h);
	}
}

static size_t
count_words(struct span form)
{
	size_t n = 1;

	for (size_t i = 0; i < form.len; i++)
		n += form.at[i] == ' ';
	return n;
}

/* Whether a name may have lost its end, which is within its last word. */
static bool
may_be_cut(struct span form, size_t left)
{
	struct span lost = {form.at + left, form.len - left};

	if (count_words(form) < FEWEST_WORDS && form.len < SHORTEST)
		return false;
	return memchr(lost.at, ' ', lost.len) == NULL;
}

/* The names whose last word was cut: words i to j, the last of the memo. */
static void
cut(const struct search *s, size_t i, size_t j)
{
	struct payers_work *w = s->work;
	struct span left;
	uint32_t n = 0;

	w->text.len = 0;
	payer_words_join(&w->words, i, j, &w->text);
	left = (struct span){w->text.at, w->text.len};
	for (uint32_t f = payers_form_from(s->p, left);
	     n < PAYERS_MOST_CUT && f < intern_count(s->p->forms); f++) {
		struct span form = s->p->form[f];

		if (!payer_begins(form, left))
			return;
		if (form.len == left.len || !may_be_cut(form, left.len))
			continue;
		for (uint32_t k = s->p->first_name[f];
		     k < s->p->first_name[f + 1]; k++, n++)
			payers_hit(w,
			    &(struct payers_hit){.start = w->words.at[i].start,
				.end = w->words.at[j].end,
				.number = s->p->names[k].number,
				.strength = PAYER_CUT});
	}
}

/* Whether word j ends the memo, and enough is left of it. */
static bool
ends_memo(const struct payer_words *w, size_t j)
{
	return j + 1 == w->n && w->at[j].end == w->end &&
	       w->at[j].len >= FEWEST_LEFT;
}

/* All names whose first word is word i. */
static void
look_at(const struct search *s, size_t i)
{
	const struct payers_work *w = s->work;
	uint32_t node = PAYERS_NONE;

	for (size_t j = i; j < w->words.n; j++) {
		if (j > i && ends_memo(&w->words, j))
			cut(s, i, j);
		if (w->ids[j] == INTERN_NONE)
			return;
		node = payers_node(s->p, node, w->ids[j]);
		if (node == INTERN_NONE)
			return;
		if (j == i)
			payers_fields(s->p, s->memo, s->work, i);
		if (s->p->form_at[node] != PAYERS_NONE)
			whole(s, s->p->form_at[node], i, j);
	}
}

static void
read_memo(const struct search *s)
{
	struct payers_work *w = s->work;

	payer_words_read(&w->words, s->memo);
	w->ids = mem_grow(w->ids, &w->id_cap, w->words.n + 1, sizeof *w->ids);
	for (size_t i = 0; i < w->words.n; i++)
		w->ids[i] =
		    intern_find(s->p->words, payer_word_text(&w->words, i));
	w->n = 0;
}

void
payers_find(
    const struct payers *p, struct span memo, struct payers_found *found)
{
	struct search s = {p, memo, found->work};
	const struct payers_hit *best;

	if (found->work == NULL)
		s.work = found->work = mem_array(1, sizeof *found->work);
	found->n = found->best = 0;
	found->strength = PAYER_NONE;
	found->where = (struct span){memo.at, 0};
	read_memo(&s);
	for (size_t i = 0; i < s.work->words.n; i++)
		look_at(&s, i);
	if (s.work->n == 0)
		return;
	best = payers_settle(found);
	if (best == NULL)
		return;
	found->strength = best->strength;
	found->where =
	    (struct span){memo.at + best->start, best->end - best->start};
}

void
payers_done(struct payers_found *found)
{
	struct payers_work *w = found->work;

	mem_free(found->numbers);
	if (w != NULL) {
		payer_words_free(&w->words);
		payer_words_free(&w->field);
		mem_free(w->ids);
		mem_free(w->hits);
		buf_free(&w->text);
		mem_free(w);
	}
	*found = (struct payers_found){0};
}

enum payer_strength
payer_match(struct span memo, struct span name)
{
	struct payers *p = payers_new();
	struct payers_found found = {0};
	enum payer_strength strength;

	payers_add(p, name, 0);
	payers_close(p);
	payers_find(p, memo, &found);
	strength = found.strength;
	payers_done(&found);
	payers_free(p);
	return strength;
}
