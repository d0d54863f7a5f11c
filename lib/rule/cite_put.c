/* Tokens that are numbers, and what is known of them. */
#include "base/mem.h"
#include "rule/cite_walk.h"

struct walk_token
walk_look(struct span text)
{
	struct walk_token t = {.text = text, .head = cite_head(text)};
	size_t end = text.len < CITE_ENOUGH ? text.len : CITE_ENOUGH;

	for (size_t i = t.head.len; i < end; i++) {
		char c = text.at[i];

		t.tail = cite_is_digit(c) ? t.tail + 1 : 0;
		t.run = t.tail > t.run ? t.tail : t.run;
		t.digits += t.tail > 0;
		t.dash = t.dash || (t.digits > 0 &&
				       (c == '-' || (unsigned char)c == 0xe2));
	}
	return t;
}

/* What is in front of the digits at the end of the last number. */
static struct span
without_tail(const struct walk_last *last)
{
	size_t n = last->text.len - last->tail;

	while (n > 0 && !cite_alnum_at(last->text, n - 1))
		n--;
	return cite_part(last->text, 0, n);
}

/* Whether a token is the end of a longer number that changes in the list:
   0018 after INV-2026-0017. */
static bool
is_tail(const struct walk *w, const struct walk_token *t)
{
	return w->last.tail < w->last.digits && t->tail == w->last.tail &&
	       t->tail == t->text.len;
}

bool
walk_listed(const struct walk *w, const struct walk_token *t)
{
	size_t n = t->digits, digits = w->last.digits;
	bool alike = n == digits || n + 1 == digits || n == digits + 1;

	if (!w->linked || w->hint.len > 0 || t->head.len > 0)
		return false;
	if (!w->apart)
		return w->last.firm && (n == digits || is_tail(w, t));
	return alike || is_tail(w, t);
}

/* Whether these are two letters and more. */
static bool
are_letters(struct span head)
{
	size_t n = 0, len;

	for (size_t i = 0; i < head.len; i += len)
		n += cite_is_letter(cite_char(head, i, &len));
	return n >= 2;
}

static bool
is_firm(const struct walk *w, const struct walk_token *t, bool listed)
{
	char form[CITE_CHARS];

	if (w->own == SENSE_VAGUE || w->own == SENSE_OTHER ||
	    (w->said != SENSE_NONE && !cite_announces(w->own)))
		return false;
	if (w->announced || (listed && w->last.firm) || are_letters(t->head))
		return true;
	return t->run >= 6 && cite_core(cite_normal(t->text, form)).len > 0;
}

/* Of an invoice it is not said by "credit", but by "less". */
static bool
is_less(const struct walk *w, const struct walk_token *t, bool listed)
{
	bool own = cite_announces(w->own);

	if (w->less || (listed && w->last.less) || w->own == SENSE_CREDIT ||
	    (!own && cite_head_sense(w->hint) == SENSE_CREDIT))
		return true;
	return w->minus && t->head.len > 0 && !own &&
	       !cite_same(t->head, w->last.letters);
}

/* What is known of a number, or of the first of a range. */
static struct cite
known(const struct walk *w, const struct walk_token *t)
{
	struct cite c = {.text = t->text, .letters = t->head};

	c.listed = walk_listed(w, t);
	c.firm = is_firm(w, t, c.listed);
	c.less = is_less(w, t, c.listed);
	if (t->head.len == 0 && c.listed)
		c.letters =
		    is_tail(w, t) ? without_tail(&w->last) : w->last.letters;
	else if (t->head.len == 0)
		c.letters = w->hint;
	return c;
}

static void
put(struct walk *w, struct cite c)
{
	struct cites *out = w->out;

	out->list =
	    mem_grow(out->list, &out->cap, out->n + 1, sizeof *out->list);
	out->list[out->n++] = c;
}

/* A list may go on from this number. */
static void
remember(struct walk *w, const struct walk_token *t, const struct cite *c)
{
	struct walk_last *last = &w->last;

	if (!c->listed || !is_tail(w, t)) {
		last->text = t->text;
		last->letters = c->letters;
		last->digits = t->digits;
		last->tail = t->tail;
	}
	last->firm = c->firm;
	last->less = c->less;
	walk_unlink(w);
	w->linked = true;
}

static bool
enough(const struct walk *w, const struct walk_token *t, bool listed)
{
	return t->text.len <= CITE_TOKEN &&
	       (t->digits >= 3 || t->head.len > 0 || w->announced ||
		   (listed && t->digits == w->last.digits));
}

void
walk_whole(struct walk *w, const struct walk_token *t)
{
	put(w, known(w, t));
	w->whole = w->out->n;
}

void
walk_end(struct walk *w)
{
	if (w->whole > 0)
		w->out->list[w->whole - 1].other = w->out->n - w->whole;
	w->whole = 0;
}

/* 1005-1007: a number, unless it is too long, and a range. */
static void
cite_both(struct walk *w, struct span whole, struct span from, struct span to)
{
	struct walk_token t = walk_look(from);
	struct cite c = known(w, &t), first = c;

	if (!enough(w, &t, c.listed)) {
		walk_unlink(w);
		return;
	}
	c.text = whole;
	c.other = 1;
	if (whole.len <= CITE_TOKEN)
		put(w, c);
	first.kind = CITE_RANGE;
	first.to = to;
	put(w, first);
	remember(w, &t, &first);
}

void
walk_cite(struct walk *w, const struct walk_token *t)
{
	struct span from, to;
	struct cite c;

	w->at += t->text.len;
	if (t->dash && walk_range_dash(t->text, &from, &to)) {
		cite_both(w, t->text, from, to);
		return;
	}
	c = known(w, t);
	if (!enough(w, t, c.listed)) {
		walk_unlink(w);
		return;
	}
	if (walk_range_spaced(w, w->at, t->text, &to)) {
		c.kind = CITE_RANGE;
		c.to = to;
		w->at = (size_t)(to.at - w->memo.at) + to.len;
	}
	put(w, c);
	remember(w, t, &c);
}
