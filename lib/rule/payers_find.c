/* Names that stand in a memo. */
#include "base/mem.h"
#include "rule/payer_in.h"

#define FEWEST_LEFT  3   /* letters left of a word that was cut */
#define FEWEST_WORDS 3   /* of a name that may be cut, or ... */
#define SHORTEST     12  /* ... its length */
#define MOST_FORMS   256 /* that what is left of a name may be from */

/* A search: what is looked for where, and what is looked up. */
struct search {
	const struct payers *p;
	struct span memo;
	struct payers_work *work;
};

static void
add_hit(struct payers_work *w, const struct payers_hit *h)
{
	w->hits = mem_grow(w->hits, &w->cap, w->n + 1, sizeof *w->hits);
	w->hits[w->n++] = *h;
}

/* Whether the character before s.at[at], or at it, is of a word. */
static bool
touches(struct span s, size_t at, bool before)
{
	struct payer_char c;

	if (before ? at == 0 : at == s.len)
		return false;
	if (before)
		do
			at--;
		while (at > 0 && ((unsigned char)s.at[at] & 0xc0) == 0x80);
	payer_char(&c, s, at);
	return c.sign != PAYER_GAP;
}

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
	if (!payer_equal(written, there) || touches(s->memo, start, true) ||
	    touches(s->memo, start + there.len, false))
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
		add_hit(s->work, &h);
	}
}

/* Whether a bank cuts names at this length. */
static bool
is_field(const struct payer_word *first, const struct payer_word *last)
{
	uint32_t len = last->last - first->first;

	return len == 22 || len == 35;
}

static size_t
count_words(struct span form)
{
	size_t n = 1;

	for (size_t i = 0; i < form.len; i++)
		n += form.at[i] == ' ';
	return n;
}

static bool
may_be_cut(struct span form, size_t left, bool anywhere)
{
	struct span lost = {form.at + left, form.len - left};

	if (count_words(form) < FEWEST_WORDS && form.len < SHORTEST)
		return false;
	return anywhere || memchr(lost.at, ' ', lost.len) == NULL;
}

/* The names that begin with words i to j, the last of them cut. */
static void
cut(const struct search *s, size_t i, size_t j, bool anywhere)
{
	struct payers_work *w = s->work;
	struct span left, most;
	uint32_t from, to;

	w->text.len = 0;
	payer_words_join(&w->words, i, j, &w->text);
	buf_byte(&w->text, '\xff'); /* behind all that go on */
	most = (struct span){w->text.at, w->text.len};
	left = (struct span){w->text.at, w->text.len - 1};
	from = payers_form_from(s->p, left);
	to = payers_form_from(s->p, most);
	if (to - from >= MOST_FORMS)
		return;
	for (; from < to; from++) {
		struct span form = s->p->form[from];

		if (form.len == left.len ||
		    !may_be_cut(form, left.len, anywhere))
			continue;
		for (uint32_t k = s->p->first_name[from];
		     k < s->p->first_name[from + 1]; k++)
			add_hit(w,
			    &(struct payers_hit){.start = w->words.at[i].start,
				.end = w->words.at[j].end,
				.number = s->p->names[k].number,
				.strength = PAYER_CUT});
	}
}

/* Looks for words i to j cut short, j > i, that begin names. */
static void
look_for_cut(const struct search *s, size_t i, size_t j)
{
	const struct payer_words *w = &s->work->words;
	bool field = is_field(&w->at[i], &w->at[j]);

	if (w->at[j].len < FEWEST_LEFT)
		return;
	if (field || (j + 1 == w->n && w->at[j].end == w->end))
		cut(s, i, j, field);
}

/* All names whose first word is word i. */
static void
look_at(const struct search *s, size_t i)
{
	const struct payers_work *w = s->work;
	uint32_t node = PAYERS_NONE;

	for (size_t j = i; j < w->words.n; j++) {
		if (j > i)
			look_for_cut(s, i, j);
		if (w->ids[j] == INTERN_NONE)
			return;
		node = payers_node(s->p, node, w->ids[j]);
		if (node == INTERN_NONE)
			return;
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
