/* Tokens that are numbers, and what is known of them. */
#include "base/mem.h"
#include "rule/cite_walk.h"

/* The digits at the end of a token, and what is in front of them. */
static size_t
tail_len(struct span token)
{
	size_t n = 0;

	while (n < token.len && cite_is_digit(token.at[token.len - 1 - n]))
		n++;
	return n;
}

static struct span
without_tail(struct span token)
{
	size_t n = token.len - tail_len(token);

	while (n > 0 && !cite_alnum_at(token, n - 1))
		n--;
	return cite_part(token, 0, n);
}

/* Whether a token is the end of a longer number that changes in the list:
   0018 after INV-2026-0017. */
static bool
is_tail(const struct walk *w, struct span token)
{
	return w->last.tail < w->last.digits && token.len == w->last.tail &&
	       tail_len(token) == token.len;
}

bool
walk_listed(const struct walk *w, struct span token)
{
	size_t n = cite_count(token), digits = w->last.digits;
	bool alike = n == digits || n + 1 == digits || n == digits + 1;

	if (!w->linked || w->hint.len > 0 || cite_head(token).len > 0)
		return false;
	if (!w->apart)
		return w->last.firm && (n == digits || is_tail(w, token));
	return alike || is_tail(w, token);
}

static size_t
longest_run(struct span token)
{
	size_t longest = 0, run = 0;

	for (size_t i = 0; i < token.len; i++) {
		run = cite_is_digit(token.at[i]) ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest;
}

static bool
is_firm(const struct walk *w, struct span token, bool listed)
{
	char form[CITE_CHARS];

	if (w->own == SENSE_VAGUE || w->own == SENSE_OTHER ||
	    (w->said != SENSE_NONE && !cite_announces(w->own)))
		return false;
	if (w->announced || (listed && w->last.firm))
		return true;
	if (cite_normal(cite_head(token), form).len >= 2)
		return true;
	return longest_run(token) >= 6 &&
	       cite_core(cite_normal(token, form)).len > 0;
}

/* Of an invoice it is not said by "credit", but by "less". */
static bool
is_less(const struct walk *w, struct span token, bool listed)
{
	struct span head = cite_head(token);
	bool own = cite_announces(w->own);

	if (w->less || (listed && w->last.less) || w->own == SENSE_CREDIT ||
	    (!own && cite_word(w->hint) == CITE_CREDIT))
		return true;
	return w->minus && head.len > 0 && !own &&
	       !cite_same(head, w->last.letters);
}

/* What is known of a number, or of the first of a range. */
static struct cite
known(const struct walk *w, struct span token)
{
	struct span own = cite_head(token);
	struct cite c = {.text = token, .letters = own};

	c.listed = walk_listed(w, token);
	c.firm = is_firm(w, token, c.listed);
	c.less = is_less(w, token, c.listed);
	if (own.len == 0 && c.listed)
		c.letters = is_tail(w, token) ? without_tail(w->last.text)
					      : w->last.letters;
	else if (own.len == 0)
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
remember(struct walk *w, const struct cite *c)
{
	struct walk_last *last = &w->last;

	if (!c->listed || !is_tail(w, c->text)) {
		last->text = c->text;
		last->letters = c->letters;
		last->digits = cite_count(c->text);
		last->tail = tail_len(c->text);
	}
	last->firm = c->firm;
	last->less = c->less;
	walk_unlink(w);
	w->linked = true;
}

static bool
enough(const struct walk *w, const struct cite *c)
{
	size_t digits = cite_count(c->text);

	return c->text.len <= CITE_TOKEN &&
	       (digits >= 3 || cite_head(c->text).len > 0 || w->announced ||
		   (c->listed && digits == w->last.digits));
}

void
walk_whole(struct walk *w, size_t end)
{
	struct cite c = known(w, cite_part(w->memo, w->at, end));

	put(w, c);
	w->whole = w->out->n;
}

void
walk_end(struct walk *w)
{
	if (w->whole > 0)
		w->out->list[w->whole - 1].other = w->out->n - w->whole;
	w->whole = 0;
}

/* A number and a range: 1005-1007. */
static void
put_both(
    struct walk *w, struct span token, const struct cite *first, struct span to)
{
	struct cite c = *first;

	if (token.len <= CITE_TOKEN) {
		c.text = token;
		c.other = 1;
		put(w, c);
	}
	c = *first;
	c.kind = CITE_RANGE;
	c.to = to;
	put(w, c);
	remember(w, first);
}

void
walk_cite(struct walk *w, size_t end)
{
	struct span token = cite_part(w->memo, w->at, end), from, to;
	bool both = walk_range_dash(token, &from, &to) > 0;
	struct cite c = known(w, both ? from : token);

	w->at = end;
	if (!enough(w, &c)) {
		walk_unlink(w);
		return;
	}
	if (both) {
		put_both(w, token, &c, to);
		return;
	}
	if (walk_range_spaced(w, end, token, &to)) {
		c.kind = CITE_RANGE;
		c.to = to;
		w->at = (size_t)(to.at - w->memo.at) + to.len;
	}
	put(w, c);
	remember(w, &c);
}
