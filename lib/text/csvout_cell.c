#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/word.h"
#include "text/csvout_in.h"
#include "text/json.h"

#ifndef __SSE2__
/* Not 0 when one of eight bytes is 0, or below `limit` (at most 0x80). */
static uint64_t
has_zero(uint64_t x)
{
	return (x - WORD_OF(1)) & ~x & WORD_OF(0x80);
}

static uint64_t
has_below(uint64_t x, unsigned limit)
{
	return (x - WORD_OF(limit)) & ~x & WORD_OF(0x80);
}
#endif

/* Whether sixteen bytes hold a quote, a comma, or a control such as CR. */
static inline bool
suspect(uint64_t x, uint64_t y)
{
#ifdef __SSE2__
	__m128i v = _mm_set_epi64x((long long)y, (long long)x);
	__m128i low = _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8('\r')), v);
	__m128i mark = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('"')),
	    _mm_cmpeq_epi8(v, _mm_set1_epi8(',')));

	return _mm_movemask_epi8(_mm_or_si128(low, mark)) != 0;
#else
	return (has_zero(x ^ WORD_OF('"')) | has_zero(x ^ WORD_OF(',')) |
		   has_below(x, '\r' + 1) | has_zero(y ^ WORD_OF('"')) |
		   has_zero(y ^ WORD_OF(',')) | has_below(y, '\r' + 1)) != 0;
#endif
}

/* The n bytes at p, 1 to 7 of them, and harmless ones below. */
static inline uint64_t
word_padded(const char *p, size_t n)
{
	uint64_t below = (UINT64_C(1) << (8 * (8 - (unsigned)n))) - 1;

	return word_short(p, n) | (WORD_OF('x') & below);
}

static bool
special(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] == ',' || s.at[i] == '"' || s.at[i] == '\n' ||
		    s.at[i] == '\r')
			return true;
	return false;
}

/* Reads in words, the last of which overlap; only what is suspect by bytes. */
bool
csvout_special(struct span s)
{
	const char *p = s.at;
	size_t n = s.len;

	if (n < 8)
		return n > 0 && suspect(word_padded(p, n), WORD_OF('x')) &&
		       special(s);
	for (; n > 16; p += 16, n -= 16)
		if (suspect(word_8(p), word_8(p + 8)))
			return special(s);
	if (n < 8) {
		p -= 8;
		n += 8;
	}
	return suspect(word_8(p), word_8(p + n - 8)) && special(s);
}

void
csvout_quoted(struct buf *b, struct span s, bool alone)
{
	if (!csvout_special(s) && !(alone && s.len == 0)) {
		csvout_put(b, s.at, s.len);
		return;
	}
	buf_byte(b, '"');
	for (size_t done = 0; done < s.len;) {
		const char *from = s.at + done;
		const char *q = memchr(from, '"', s.len - done);
		size_t n = q != NULL ? (size_t)(q - from) + 1 : s.len - done;

		buf_add(b, from, n);
		if (q != NULL)
			buf_byte(b, '"');
		done += n;
	}
	buf_byte(b, '"');
}

void
csvout_escaped(struct buf *b, struct span s)
{
	static const char from[] = "\t\n\r\\", to[] = "tnr\\";
	size_t done = 0;

	for (size_t i = 0; i < s.len; i++) {
		const char *hit = memchr(from, s.at[i], sizeof from - 1);

		if (hit == NULL)
			continue;
		buf_add(b, s.at + done, i - done);
		buf_byte(b, '\\');
		buf_byte(b, to[hit - from]);
		done = i + 1;
	}
	buf_add(b, s.at + done, s.len - done);
}

/* Whether JSON reads s as an integer. */
static bool
is_integer(struct span s)
{
	size_t i = s.len > 0 && s.at[0] == '-';

	if (i == s.len || (s.at[i] == '0' && i + 1 < s.len))
		return false;
	for (; i < s.len; i++)
		if (s.at[i] < '0' || s.at[i] > '9')
			return false;
	return true;
}

void
csvout_json(struct buf *b, struct span s, enum csv_kind kind)
{
	if (kind != CSV_TEXT && s.len == 0)
		buf_text(b, "null");
	else if (kind == CSV_COUNT && is_integer(s))
		buf_span(b, s);
	else
		json_string(b, s);
}
