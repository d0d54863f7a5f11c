/*
 * Any bytes as a memo, as the number of a document, and as a reason.  Cites
 * are parts of the memo, in its order; other spaces and capitals change none.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "rule/cite.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
hold(bool promise, const char *what)
{
	if (promise)
		return;
	fprintf(stderr, "broken: %s\n", what);
	abort();
}

static bool
within(struct span part, struct span whole)
{
	return part.len == 0 || (part.at >= whole.at &&
				    part.at + part.len <= whole.at + whole.len);
}

static void
check_normal(struct span number)
{
	char one[CITE_CHARS], two[CITE_CHARS];
	struct span normal = cite_normal(number, one);
	struct span core = cite_core(normal);

	hold(normal.len <= CITE_CHARS, "a normal form with room");
	/* Bytes of a broken character could meet and make one. */
	hold(!utf8_valid(number.at, number.len) ||
		 span_equal(cite_normal(normal, two), normal),
	    "normal for good");
	hold(core.len == 0 || core.len + cite_letters(normal).len == normal.len,
	    "letters and a core");
}

static void
check_members(const struct cite *c)
{
	char one[CITE_CHARS], two[CITE_CHARS];
	uint32_t n = cite_members(c);
	struct span key = cite_key(c, one);

	hold(n >= 1 && n <= CITE_MEMBERS, "a few members");
	hold((n > 1) == (c->kind == CITE_RANGE), "a range of some");
	hold(key.len > 0, "a normal form");
	hold(span_equal(cite_member(c, 0, two), key), "the first member");
	for (uint32_t i = 1; i < n; i++)
		hold(!span_equal(cite_member(c, i, two), key), "another one");
	(void)cite_lettered(c, key, two);
	(void)cite_word(c->letters);
}

static void
check_cites(struct span memo, const struct cites *c)
{
	const char *last = memo.at;

	for (size_t i = 0; i < c->n; i++) {
		const struct cite *k = &c->list[i];

		hold(k->text.len > 0 && k->text.len <= 40, "a short text");
		hold(within(k->text, memo) && within(k->to, memo) &&
			 within(k->letters, memo),
		    "a part of the memo");
		hold(k->text.at >= last, "the order of the memo");
		hold(k->other <= c->n - i - 1, "other readings behind");
		hold((k->to.len > 0) == (k->kind == CITE_RANGE), "an end");
		hold(!k->listed || i > 0, "a list that began");
		check_normal(k->text);
		check_members(k);
		last = k->text.at;
	}
}

/* The same memo, with more spaces, and in capitals. */
static void
change(struct span memo, struct buf *to)
{
	buf_text(to, " \t");
	for (size_t i = 0; i < memo.len; i++) {
		char c = memo.at[i];

		if (c == ' ')
			buf_text(to, "\n ");
		buf_byte(to, (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c));
	}
	buf_text(to, " ");
}

static void
check_same(const struct cites *a, const struct cites *b)
{
	char one[CITE_CHARS], two[CITE_CHARS];

	hold(a->n == b->n, "as many cites");
	for (size_t i = 0; i < a->n; i++) {
		const struct cite *p = &a->list[i], *q = &b->list[i];

		hold(p->kind == q->kind && p->less == q->less &&
			 p->firm == q->firm && p->listed == q->listed &&
			 p->other == q->other &&
			 p->letters.len == q->letters.len,
		    "the same cite");
		hold(span_equal(cite_key(p, one), cite_key(q, two)),
		    "the same number");
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span memo = {(const char *)data, size};
	struct cites c = {0}, same = {0};
	struct buf changed = {0};

	cites_find(memo, &c);
	check_cites(memo, &c);
	change(memo, &changed);
	cites_find((struct span){changed.at, changed.len}, &same);
	check_same(&c, &same);
	hold(cites_cause(memo) ==
		 cites_cause((struct span){changed.at, changed.len}),
	    "the same causes");
	hold(cites_cause(memo) >> CITE_CAUSES == 0, "causes that there are");
	check_normal(memo);
	(void)cite_reason(memo);
	cites_free(&c);
	cites_free(&same);
	buf_free(&changed);
	return 0;
}
