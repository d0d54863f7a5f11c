/* Names that are like words of a memo. */
#include <stdlib.h>

#include "base/mem.h"
#include "rule/payer_in.h"

#define MOST_WORDS 64  /* of the memo that are looked at */
#define MOST_FORMS 512 /* with a word; one of more says too little */

/* What is in common: a form and how much; or a word, and 2 for equal. */
struct common {
	uint32_t of, much;
};

struct list {
	struct common *at;
	size_t n, cap;
};

static void
list_add(struct list *l, uint32_t of, uint32_t much)
{
	l->at = mem_grow(l->at, &l->cap, l->n + 1, sizeof *l->at);
	l->at[l->n++] = (struct common){of, much};
}

static int
by_of(const void *a, const void *b)
{
	const struct common *x = a, *y = b;

	if (x->of != y->of)
		return x->of < y->of ? -1 : 1;
	return (x->much < y->much) - (x->much > y->much);
}

/* The words of the memo that names have, each once, the equal before near. */
static struct list
common_words(const struct payers *p, struct span memo)
{
	struct payer_words w = {0};
	struct list l = {0};
	size_t n = 0;

	payer_words_read(&w, memo);
	for (size_t i = 0; i < w.n && i < MOST_WORDS; i++) {
		struct span word = payer_word_text(&w, i);
		uint32_t id = intern_find(p->words, word);
		uint32_t much = id != INTERN_NONE ? 2 : 1;

		if (id == INTERN_NONE)
			id = payers_near_word(p, word);
		if (id != INTERN_NONE)
			list_add(&l, id, much);
	}
	payer_words_free(&w);
	if (l.n > 0)
		qsort(l.at, l.n, sizeof *l.at, by_of);
	for (size_t i = 0; i < l.n; i++)
		if (n == 0 || l.at[i].of != l.at[n - 1].of)
			l.at[n++] = l.at[i];
	l.n = n;
	return l;
}

/* The forms that have these words, each once, with the sum of the weights. */
static struct list
common_forms(const struct payers *p, const struct list *words)
{
	const struct payers_vocabulary *x = p->near;
	struct list l = {0};
	size_t n = 0;

	for (size_t i = 0; i < words->n; i++) {
		uint32_t word = words->at[i].of;
		uint32_t much = words->at[i].much * payers_weight(p, word);

		if (payers_forms_with(x, word) > MOST_FORMS)
			continue;
		for (uint32_t k = x->first[word]; k < x->first[word + 1]; k++)
			list_add(&l, x->forms[k], much);
	}
	if (l.n > 0)
		qsort(l.at, l.n, sizeof *l.at, by_of);
	for (size_t i = 0; i < l.n; i++) {
		if (n > 0 && l.at[i].of == l.at[n - 1].of)
			l.at[n - 1].much += l.at[i].much;
		else
			l.at[n++] = l.at[i];
	}
	l.n = n;
	return l;
}

/* Makes what each form has in common its share, in 1/1000. */
static void
make_shares(const struct payers *p, struct list *forms)
{
	for (size_t i = 0; i < forms->n; i++) {
		struct span rest = p->form[forms->at[i].of];
		uint32_t all = 0;

		do
			all +=
			    2 * payers_weight(p, intern_find(p->words,
						     payers_cut_word(&rest)));
		while (rest.len > 0);
		forms->at[i].much = forms->at[i].much * 1000 / all;
	}
}

/* The most alike first, then in the order of the forms. */
static int
by_share(const void *a, const void *b)
{
	const struct common *x = a, *y = b;

	if (x->much != y->much)
		return x->much > y->much ? -1 : 1;
	return (x->of > y->of) - (x->of < y->of);
}

static size_t
add_number(uint32_t *numbers, size_t n, uint32_t number)
{
	for (size_t i = 0; i < n; i++)
		if (numbers[i] == number)
			return n;
	numbers[n] = number;
	return n + 1;
}

size_t
payers_near(
    const struct payers *p, struct span memo, uint32_t *numbers, size_t most)
{
	struct list words = common_words(p, memo);
	struct list forms = common_forms(p, &words);
	size_t n = 0;

	make_shares(p, &forms);
	if (forms.n > 0)
		qsort(forms.at, forms.n, sizeof *forms.at, by_share);
	for (size_t i = 0; i < forms.n && forms.at[i].much * 3 >= 1000; i++) {
		uint32_t f = forms.at[i].of;

		for (uint32_t k = p->first_name[f];
		     n < most && k < p->first_name[f + 1]; k++)
			n = add_number(numbers, n, p->names[k].number);
	}
	mem_free(words.at);
	mem_free(forms.at);
	return n;
}
