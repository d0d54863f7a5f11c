/*
 * By which names each entry is known.  In the book: its customer's name, his
 * number, and its memo.  At the bank: the payer, the memo, and whichever of
 * the book's names stand in them (rule/payer).  Names are compared by their
 * normal form.
 */
#include "base/intern.h"
#include "rule/bankmatch_in.h"
#include "rule/payer.h"

/* Names by number; texts as they stand, each with its name, and with the
   first of the names found in it. */
struct register_of {
	struct intern *forms, *texts, *read;
	struct payers *payers;
	struct payers_found found;
	struct buf form;
	uint32_t *hits; /* each list begins with its length */
	size_t nhit, hit_cap;
};

/* Without the words that hold digits, numbers that banks count up, if that
   leaves any. */
static uint32_t
bare_form(struct register_of *g, uint32_t name)
{
	struct span rest, word;

	if (name == RECON_NONE)
		return name;
	rest = intern_text(g->forms, name);
	g->form.len = 0;
	while (rest.len > 0) {
		bool digits = false;

		word = span_cut(&rest, ' ');
		for (size_t i = 0; i < word.len; i++)
			digits |= word.at[i] >= '0' && word.at[i] <= '9';
		if (digits)
			continue;
		if (g->form.len > 0)
			buf_byte(&g->form, ' ');
		buf_span(&g->form, word);
	}
	return g->form.len == 0 ? name
				: intern_add(g->forms,
				      (struct span){g->form.at, g->form.len});
}

static uint32_t
form_of(struct register_of *g, struct span text)
{
	uint32_t *mark;

	if (text.len == 0)
		return RECON_NONE;
	mark = intern_mark(g->texts, intern_add(g->texts, text));
	if (*mark != INTERN_NONE)
		return *mark - 1;
	g->form.len = 0;
	payer_normal(text, &g->form);
	*mark = 0; /* blank: none */
	if (g->form.len > 0)
		*mark = 1 + intern_add(g->forms,
				(struct span){g->form.at, g->form.len});
	return *mark - 1;
}

/* Names that stand in a text: how many, and then they. */
static const uint32_t *
read_text(struct register_of *g, struct span text)
{
	uint32_t *mark = intern_mark(g->read, intern_add(g->read, text));

	if (*mark != INTERN_NONE)
		return &g->hits[*mark];
	payers_find(g->payers, text, &g->found);
	g->hits = mem_grow(
	    g->hits, &g->hit_cap, g->nhit + g->found.n + 1, sizeof *g->hits);
	*mark = (uint32_t)g->nhit;
	g->hits[g->nhit++] = (uint32_t)g->found.n;
	for (size_t i = 0; i < g->found.n; i++)
		g->hits[g->nhit++] = g->found.numbers[i];
	return &g->hits[*mark];
}

static void
add_name(struct bankmatch *m, struct row *r, uint32_t id)
{
	if (id == RECON_NONE)
		return;
	for (uint32_t i = 0; i < r->nname; i++)
		if (m->name[r->name + i].id == id)
			return;
	m->name =
	    mem_grow(m->name, &m->name_cap, m->nname + 1, sizeof *m->name);
	m->name[m->nname++] = (struct name){.id = id};
	r->nname++;
}

static void
add_found(
    struct bankmatch *m, struct register_of *g, struct row *r, struct span text)
{
	const uint32_t *hits;

	if (text.len == 0)
		return;
	hits = read_text(g, text);
	for (uint32_t i = 1; i <= *hits; i++)
		add_name(m, r, hits[i]);
}

static void
tell_names(struct register_of *g, const struct bankmatch_in *in)
{
	for (size_t i = 0; i < in->n[RECON_BOOK]; i++) {
		const struct bank_entry *e = &in->entries[RECON_BOOK][i];
		uint32_t before = intern_count(g->forms);
		uint32_t name = form_of(g, e->payer), code;

		if (intern_count(g->forms) > before)
			payers_add(g->payers, e->payer, name);
		before = intern_count(g->forms);
		code = form_of(g, e->code);
		if (intern_count(g->forms) > before)
			payers_add(g->payers, e->code, code);
	}
	payers_close(g->payers);
}

/* The first of its names is the one by which it is known. */
static void
name_row(struct bankmatch *m, struct register_of *g, struct row *r)
{
	const struct bank_entry *e = r->e;

	r->name = (uint32_t)m->nname;
	add_name(m, r, form_of(g, e->payer));
	if (!r->side)
		add_name(m, r, form_of(g, e->code));
	else
		add_found(m, g, r, e->payer);
	if (r->side)
		add_found(m, g, r, e->memo);
	r->text = form_of(g, e->memo);
	r->who = r->nname > 0 ? m->name[r->name].id : bare_form(g, r->text);
	add_name(m, r, r->text);
}

/* Leaves out what is a name on one side only: it matches nothing, and most
   memos are such. */
static void
drop_single(struct bankmatch *m, uint32_t nform)
{
	uint8_t *sides = mem_array(nform, sizeof *sides);
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++)
		for (uint32_t k = 0; k < m->row[i].nname; k++)
			sides[m->name[m->row[i].name + k].id] |=
			    m->row[i].side ? 2 : 1;
	for (size_t i = 0; i < m->n; i++) {
		struct row *r = &m->row[i];
		uint32_t from = r->name, to = from + r->nname;

		r->name = (uint32_t)n;
		for (uint32_t k = from; k < to; k++)
			if (sides[m->name[k].id] == 3)
				m->name[n++] = m->name[k];
		r->nname = (uint32_t)n - r->name;
	}
	m->nname = n;
	mem_free(sides);
}

void
bankmatch_names(struct bankmatch *m)
{
	struct register_of g = {.forms = intern_new(),
	    .texts = intern_new(),
	    .read = intern_new(),
	    .payers = payers_new()};

	tell_names(&g, m->in);
	for (size_t i = 0; i < m->n; i++)
		name_row(m, &g, &m->row[i]);
	drop_single(m, intern_count(g.forms));
	payers_done(&g.found);
	payers_free(g.payers);
	intern_free(g.forms);
	intern_free(g.texts);
	intern_free(g.read);
	buf_free(&g.form);
	mem_free(g.hits);
}
