/* Many names, in a tree of their words. */
#include <stdlib.h>

#include "base/mem.h"
#include "rule/payer_in.h"

#define MOST_WORDS 32 /* of a name */
#define FEWEST     4  /* characters of a single word */

struct payers *
payers_new(void)
{
	struct payers *p = mem_array(1, sizeof *p);

	p->words = intern_new();
	p->nodes = intern_new();
	p->forms = intern_new();
	p->written = intern_new();
	p->texts = intern_new();
	return p;
}

void
payers_free(struct payers *p)
{
	if (p == NULL)
		return;
	intern_free(p->words);
	intern_free(p->nodes);
	intern_free(p->forms);
	intern_free(p->written);
	mem_free(p->form_at);
	mem_free(p->names);
	payer_words_free(&p->scratch);
	buf_free(&p->text);
	mem_free(p->form);
	mem_free(p->first_name);
	payers_vocabulary_free(p->near);
	mem_free(p->letters);
	intern_free(p->texts);
	mem_free(p);
}

static bool
is_number(struct span word)
{
	for (size_t i = 0; i < word.len; i++)
		if (word.at[i] < '0' || word.at[i] > '9')
			return false;
	return true;
}

/* Whether a memo that holds these words tells anything. */
static bool
tells(const struct payer_words *w)
{
	size_t letters = 0;
	struct span first;

	for (size_t i = 0; i < w->n; i++)
		letters += !is_number(payer_word_text(w, i));
	if (letters == 0 || w->n > MOST_WORDS)
		return false;
	if (w->n > 1)
		return true;
	first = payer_word_text(w, 0);
	for (size_t i = letters = 0; i < first.len; i++)
		letters += ((unsigned char)first.at[i] & 0xc0) != 0x80;
	return letters >= FEWEST;
}

uint32_t
payers_node(const struct payers *p, uint32_t node, uint32_t word)
{
	const uint32_t key[2] = {node, word};

	return intern_find(
	    p->nodes, (struct span){(const char *)key, sizeof key});
}

static uint32_t
add_node(struct payers *p, uint32_t node, uint32_t word)
{
	const uint32_t key[2] = {node, word};
	uint32_t before = intern_count(p->nodes);
	uint32_t id =
	    intern_add(p->nodes, (struct span){(const char *)key, sizeof key});

	p->form_at = mem_grow(
	    p->form_at, &p->node_cap, id + (size_t)1, sizeof *p->form_at);
	if (id == before)
		p->form_at[id] = PAYERS_NONE;
	return id;
}

static void
add_letters(struct payers *p, uint32_t number)
{
	struct span all = {p->scratch.text.at, p->scratch.text.len};
	uint32_t text = intern_add(p->texts, all);

	p->letters =
	    mem_grow(p->letters, &p->letter_cap, p->n + 1, sizeof *p->letters);
	p->letters[p->n] = (struct payers_letters){
	    intern_text(p->texts, text), p->scratch.ends, number};
}

void
payers_add(struct payers *p, struct span name, uint32_t number)
{
	struct payer_words *w = &p->scratch;
	struct payers_name new = {.number = number};
	uint32_t node = PAYERS_NONE;

	payer_words_read(w, name);
	if (!tells(w))
		return;
	for (size_t i = 0; i < w->n; i++)
		node = add_node(
		    p, node, intern_add(p->words, payer_word_text(w, i)));
	p->text.len = 0;
	payer_words_join(w, 0, w->n - 1, &p->text);
	new.form = intern_add(p->forms, (struct span){p->text.at, p->text.len});
	p->form_at[node] = new.form;
	new.written = intern_add(
	    p->written, (struct span){name.at + w->start, w->end - w->start});
	new.lead = (uint32_t)(w->at[0].start - w->start);
	add_letters(p, number);
	p->names = mem_grow(p->names, &p->cap, p->n + 1, sizeof *p->names);
	p->names[p->n++] = new;
}

struct ranked {
	struct span text;
	uint32_t form;
};

static int
by_text(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	return span_compare(x->text, y->text);
}

static int
by_form(const void *a, const void *b)
{
	const struct payers_name *x = a, *y = b;

	if (x->form != y->form)
		return x->form < y->form ? -1 : 1;
	if (x->number != y->number)
		return x->number < y->number ? -1 : 1;
	return (x->written > y->written) - (x->written < y->written);
}

/* The number of each form in the order of the texts. */
static uint32_t *
rank_forms(struct payers *p, uint32_t n)
{
	struct ranked *list = mem_array((size_t)n + 1, sizeof *list);
	uint32_t *rank = mem_array((size_t)n + 1, sizeof *rank);

	for (uint32_t i = 0; i < n; i++)
		list[i] = (struct ranked){intern_text(p->forms, i), i};
	qsort(list, n, sizeof *list, by_text);
	p->form = mem_array((size_t)n + 1, sizeof *p->form);
	for (uint32_t i = 0; i < n; i++) {
		rank[list[i].form] = i;
		p->form[i] = list[i].text;
	}
	mem_free(list);
	return rank;
}

void
payers_close(struct payers *p)
{
	uint32_t n = intern_count(p->forms);
	uint32_t *rank = rank_forms(p, n);
	size_t name = 0;

	for (uint32_t i = 0; i < intern_count(p->nodes); i++)
		if (p->form_at[i] != PAYERS_NONE)
			p->form_at[i] = rank[p->form_at[i]];
	for (size_t i = 0; i < p->n; i++)
		p->names[i].form = rank[p->names[i].form];
	mem_free(rank);
	if (p->n > 0)
		qsort(p->names, p->n, sizeof *p->names, by_form);
	p->first_name = mem_array((size_t)n + 1, sizeof *p->first_name);
	for (uint32_t f = 0; f <= n; f++) {
		while (name < p->n && p->names[name].form < f)
			name++;
		p->first_name[f] = (uint32_t)name;
	}
	payers_sort_letters(p);
	p->near = payers_vocabulary_new(p);
}

uint32_t
payers_form_from(const struct payers *p, struct span text)
{
	uint32_t from = 0, to = intern_count(p->forms);

	while (from < to) {
		uint32_t mid = from + (to - from) / 2;

		if (span_compare(p->form[mid], text) < 0)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}
