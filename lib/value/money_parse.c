#include "value/money.h"
#include "value/money_short.h"

const struct money_style money_plain = {.decimal = '.'};

static const uint64_t power[] = {
    1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000};

/*
 * Most amounts have at most eight characters: they are read as one word,
 * whatever else the style allows.  False, when this is not one or has more
 * decimals than the exponent: the long way then says why.
 */
static bool
parse_short(const char *p, size_t n, int exponent, uint64_t *minor)
{
	int decimals;

	if (!money_word(p, n, minor, &decimals) || decimals > exponent)
		return false;
	*minor *= power[exponent - decimals];
	return true;
}

struct number {
	const char *p, *end;
	uint64_t v;
	bool beyond; /* v is no longer exact */
	bool lost;   /* a decimal that is not zero has no place */
};

static bool
at_digit(const struct number *n)
{
	return n->p < n->end && *n->p >= '0' && *n->p <= '9';
}

static void
push(struct number *n, char digit)
{
	if (n->v > (UINT64_MAX - 9) / 10)
		n->beyond = true;
	else
		n->v = n->v * 10 + (uint64_t)(digit - '0');
}

/*
 * The length of a group mark at n, or 0.  Where it is a space, the no-break
 * spaces U+00A0 and U+202F, which look like it, are too.
 */
static size_t
group_mark(const struct number *n, char group)
{
	size_t left = (size_t)(n->end - n->p);

	if (group == 0 || left == 0)
		return 0;
	if (*n->p == group)
		return 1;
	if (group == ' ' && left >= 2 && !memcmp(n->p, "\302\240", 2))
		return 2;
	if (group == ' ' && left >= 3 && !memcmp(n->p, "\342\200\257", 3))
		return 3;
	return 0;
}

/*
 * The digits before the decimal mark: one run, or when group marks are used,
 * one to three and then threes.  False when the marks stand elsewhere.
 */
static bool
read_whole(struct number *n, char group)
{
	const char *from = n->p;
	bool first = true;
	size_t mark;

	for (;;) {
		while (at_digit(n))
			push(n, *n->p++);
		if (!first && n->p - from != 3)
			return false;
		mark = group_mark(n, group);
		if (mark == 0)
			return true;
		if (n->p == from || n->p - from > 3)
			return false;
		first = false;
		from = n->p += mark;
	}
}

/* What follows the decimal mark: at least one digit. */
static bool
read_decimals(struct number *n, int exponent)
{
	if (!at_digit(n))
		return false;
	for (; at_digit(n); n->p++, exponent--) {
		if (exponent > 0)
			push(n, *n->p);
		else if (*n->p != '0')
			n->lost = true;
	}
	for (; exponent > 0; exponent--)
		push(n, '0');
	return true;
}

static enum money_fault
parse_long(struct span s, int exponent, const struct money_style *style,
    struct number *n)
{
	if (s.len == 0)
		return MONEY_BAD;
	*n = (struct number){.p = s.at, .end = s.at + s.len};
	if (!read_whole(n, style->group))
		return MONEY_BAD;
	if (n->p < n->end && *n->p == style->decimal) {
		n->p++;
		if (!read_decimals(n, exponent))
			return MONEY_BAD;
	} else if (n->p == s.at) {
		return MONEY_BAD;
	} else {
		for (; exponent > 0; exponent--)
			push(n, '0');
	}
	if (n->p != n->end)
		return MONEY_BAD;
	return n->lost ? MONEY_DECIMALS : n->beyond ? MONEY_RANGE : MONEY_OK;
}

static void
drop_front(struct span *s, size_t n)
{
	s->at += n;
	s->len -= n;
}

static bool
drop_symbol(struct span *s)
{
	static const char *const symbols[] = {"$", "\302\243" /* pound */,
	    "\302\245" /* yen */, "\342\202\254" /* euro */};

	for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
		size_t n = strlen(symbols[i]);

		if (s->len < n || memcmp(s->at, symbols[i], n) != 0)
			continue;
		drop_front(s, n);
		return true;
	}
	return false;
}

/* Takes off what says that the number is negative; false when nothing. */
static bool
drop_sign(struct span *s, enum money_negative how)
{
	char first = s->len > 0 ? s->at[0] : '\0';
	char last = s->len > 0 ? s->at[s->len - 1] : '\0';

	if (first == '-') {
		drop_front(s, 1);
	} else if (how == MONEY_PAREN && first == '(' && last == ')') {
		drop_front(s, 1);
		s->len--;
	} else if (how == MONEY_TRAILING && last == '-') {
		s->len--;
	} else {
		return false;
	}
	return true;
}

static enum money_fault
give(uint64_t v, bool negative, int64_t *minor)
{
	if (v > INT64_MAX)
		return MONEY_RANGE;
	*minor = negative ? (int64_t)(0 - v) : (int64_t)v;
	return MONEY_OK;
}

enum money_fault
money_parse(struct span s, int exponent, const struct money_style *style,
    int64_t *minor)
{
	bool symbol = style->symbol && drop_symbol(&s);
	bool negative = drop_sign(&s, style->negative);
	enum money_fault fault;
	struct number n;
	uint64_t v;

	if (style->symbol && !symbol)
		drop_symbol(&s);
	if (s.len - 1 < 8 && style->decimal == '.' &&
	    parse_short(s.at, s.len, exponent, &v))
		return give(v, negative, minor);
	fault = parse_long(s, exponent, style, &n);
	return fault == MONEY_OK ? give(n.v, negative, minor) : fault;
}
