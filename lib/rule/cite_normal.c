#include <string.h>

#include "rule/cite_in.h"

/* A normal form as it grows; beyond its room it only counts. */
struct form {
	char *out;
	size_t len;
	bool digits, apart; /* ends in digits; punctuation came after them */
	bool zero;          /* these are zeros so far: the last byte is '0' */
};

static void
put(struct form *f, char c)
{
	if (f->len < CITE_CHARS)
		f->out[f->len] = c;
	f->len++;
}

static void
put_letter(struct form *f, char c)
{
	put(f, (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c));
	f->digits = f->apart = false;
}

/* A run of digits that begins at i, or goes on; returns where it ends.  Zeros
   in front give way, but for the last. */
static size_t
put_digits(struct form *f, struct span s, size_t i)
{
	bool fresh = !f->digits || f->apart;
	size_t end = cite_digits_end(s, i);

	if (f->digits && f->apart)
		put(f, '.');
	if (!fresh && f->zero)
		f->len--;
	if (fresh || f->zero)
		while (i + 1 < end && s.at[i] == '0')
			i++;
	f->zero = (fresh || f->zero) && s.at[i] == '0';
	f->digits = true;
	f->apart = false;
	for (; i < end; i++)
		put(f, s.at[i]);
	return end;
}

static void
put_span(struct form *f, struct span s)
{
	for (size_t i = 0, len; i < s.len; i += len) {
		char c = cite_char(s, i, &len);

		if (cite_is_digit(c))
			len = put_digits(f, s, i) - i;
		else if (cite_is_letter(c))
			put_letter(f, s.at[i]);
		else
			f->apart = true;
	}
}

static struct span
formed(const struct form *f)
{
	return (struct span){f->out, f->len <= CITE_CHARS ? f->len : 0};
}

struct span
cite_normal(struct span number, char out[CITE_CHARS])
{
	struct form f = {.out = out};

	put_span(&f, number);
	return formed(&f);
}

struct span
cite_letters(struct span normal)
{
	size_t n = 0;

	while (n < normal.len && !cite_is_digit(normal.at[n]))
		n++;
	return cite_part(normal, 0, n);
}

struct span
cite_core(struct span normal)
{
	struct span core =
	    cite_part(normal, cite_letters(normal).len, normal.len);

	for (size_t i = 0; i < core.len; i++)
		if (!cite_is_digit(core.at[i]) && core.at[i] != '.')
			return cite_part(core, 0, 0);
	return core;
}

enum cite_word
cite_word(struct span letters)
{
	enum cite_sense sense = cite_head_sense(letters);

	return sense <= SENSE_ORDER ? (enum cite_word)sense : CITE_OWN;
}

struct span
cite_key(const struct cite *c, char out[CITE_CHARS])
{
	return cite_normal(c->text, out);
}

struct span
cite_lettered(const struct cite *c, struct span normal, char out[CITE_CHARS])
{
	struct form f = {.out = out};

	if (c->letters.len == 0 || !cite_digit_at(normal, 0))
		return cite_part(normal, 0, 0);
	put_span(&f, c->letters);
	f.apart = true;
	put_span(&f, normal);
	return formed(&f);
}

/* Digits as a number; false when there are too many. */
static bool
number_of(struct span digits, uint64_t *n)
{
	*n = 0;
	for (size_t i = 0; i < digits.len; i++)
		*n = *n * 10 + (uint64_t)(digits.at[i] - '0');
	return digits.len <= CITE_DIGITS;
}

/* Parts a token into what comes before its last digits, and these. */
static struct span
tail_of(struct span token, struct span *prefix)
{
	size_t i = token.len;

	while (i > 0 && cite_is_digit(token.at[i - 1]))
		i--;
	*prefix = cite_part(token, 0, i);
	return cite_part(token, i, token.len);
}

bool
cite_same(struct span a, struct span b)
{
	char one[CITE_CHARS], two[CITE_CHARS];

	return span_equal(cite_normal(a, one), cite_normal(b, two));
}

bool
cite_range_read(
    struct span from, struct span to, bool brief, struct cite_range *r)
{
	struct span prefix, low, high;
	uint64_t step = 1;

	if (from.len > CITE_TOKEN || to.len > CITE_TOKEN)
		return false;
	low = tail_of(from, &r->prefix);
	high = tail_of(to, &prefix);
	if (low.len == 0 || high.len == 0 || !number_of(low, &r->first) ||
	    !number_of(high, &r->last))
		return false;
	if (prefix.len > 0 && !cite_same(prefix, r->prefix))
		return false;
	if (high.len < low.len) {
		if (!brief || high.len < 2 || prefix.len > 0)
			return false;
		for (size_t i = 0; i < high.len; i++)
			step *= 10;
		r->last += r->first / step * step;
	}
	return r->first < r->last && r->last - r->first < CITE_MEMBERS;
}

uint32_t
cite_members(const struct cite *c)
{
	struct cite_range r;

	if (c->kind != CITE_RANGE || !cite_range_read(c->text, c->to, true, &r))
		return 1;
	return (uint32_t)(r.last - r.first) + 1;
}

struct span
cite_member(const struct cite *c, uint32_t i, char out[CITE_CHARS])
{
	struct form f = {.out = out};
	struct cite_range r;
	char digits[CITE_DIGITS + 2];
	size_t at = sizeof digits;

	if (c->kind != CITE_RANGE || !cite_range_read(c->text, c->to, true, &r))
		return cite_key(c, out);
	put_span(&f, r.prefix);
	for (uint64_t n = r.first + i; n > 0 || at == sizeof digits; n /= 10)
		digits[--at] = (char)('0' + n % 10);
	put_span(&f, (struct span){digits + at, sizeof digits - at});
	return formed(&f);
}
