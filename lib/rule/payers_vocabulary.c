/* The words that names are made of. */
#include <stdlib.h>

#include "base/mem.h"
#include "base/near.h"
#include "rule/payer_in.h"

#define MOST_NEAR 512 /* words held against one that is not known */
#define ALIKE     3   /* first bytes of a word and one near it */
#define SHORTEST  5   /* of a word that others may be near to */

struct span
payers_cut_word(struct span *form)
{
	const char *gap = memchr(form->at, ' ', form->len);
	size_t len = gap != NULL ? (size_t)(gap - form->at) : form->len;
	struct span word = {form->at, len};

	len += gap != NULL;
	form->at += len;
	form->len -= len;
	return word;
}

uint32_t
payers_forms_with(const struct payers_vocabulary *x, uint32_t word)
{
	return x->first[word + 1] - x->first[word];
}

/* How many times the number of its forms is doubled to have all. */
uint32_t
payers_weight(const struct payers *p, uint32_t word)
{
	uint32_t all = intern_count(p->forms), some, weight = 1;

	for (some = payers_forms_with(p->near, word); some < all; some *= 2)
		weight++;
	return weight;
}

/* Calls `take` for each word of each form. */
static void
each_word(const struct payers *p, struct payers_vocabulary *x,
    void (*take)(struct payers_vocabulary *x, uint32_t form, uint32_t word))
{
	for (uint32_t f = 0; f < intern_count(p->forms); f++)
		for (struct span rest = p->form[f]; rest.len > 0;)
			take(x, f,
			    intern_find(p->words, payers_cut_word(&rest)));
}

/* First counted a place further on, then filled from the end of each. */
static void
count(struct payers_vocabulary *x, uint32_t form, uint32_t word)
{
	(void)form;
	x->first[word]++;
}

static void
fill(struct payers_vocabulary *x, uint32_t form, uint32_t word)
{
	x->forms[--x->first[word]] = form;
}

static int
by_text(const void *a, const void *b)
{
	return span_compare(*(const struct span *)a, *(const struct span *)b);
}

struct payers_vocabulary *
payers_vocabulary_new(const struct payers *p)
{
	struct payers_vocabulary *x = mem_array(1, sizeof *x);
	uint32_t n = intern_count(p->words);

	x->nword = n;
	x->first = mem_array((size_t)n + 1, sizeof *x->first);
	each_word(p, x, count);
	for (uint32_t i = 0; i < n; i++)
		x->first[i + 1] += x->first[i];
	x->forms = mem_array((size_t)x->first[n] + 1, sizeof *x->forms);
	each_word(p, x, fill);
	x->words = mem_array((size_t)n + 1, sizeof *x->words);
	for (uint32_t i = 0; i < n; i++)
		x->words[i] = intern_text(p->words, i);
	qsort(x->words, n, sizeof *x->words, by_text);
	return x;
}

void
payers_vocabulary_free(struct payers_vocabulary *x)
{
	if (x == NULL)
		return;
	mem_free(x->first);
	mem_free(x->forms);
	mem_free(x->words);
	mem_free(x);
}

/* The first of the words that is not before the text. */
static uint32_t
words_from(const struct payers_vocabulary *x, struct span text)
{
	uint32_t from = 0, to = x->nword;

	while (from < to) {
		uint32_t mid = from + (to - from) / 2;

		if (span_compare(x->words[mid], text) < 0)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

uint32_t
payers_near_word(const struct payers *p, struct span word)
{
	const struct payers_vocabulary *x = p->near;
	struct span begin = {word.at, ALIKE};
	uint32_t from, n = 0;
	size_t found;

	if (word.len < SHORTEST)
		return INTERN_NONE;
	from = words_from(x, begin);
	while (n < MOST_NEAR && from + n < x->nword &&
	       x->words[from + n].len >= ALIKE &&
	       memcmp(x->words[from + n].at, begin.at, ALIKE) == 0)
		n++;
	found = near_find(word, x->words + from, n);
	return found == n ? INTERN_NONE
			  : intern_find(p->words, x->words[from + found]);
}
