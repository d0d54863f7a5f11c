/*
 * The body of the scans, included by scan_avx2.c, scan_sse2.c and
 * scan_plain.c after they have said what a lane of 32 bytes is.  A lane of
 * marks has the top bit of each marked byte set; other bits mean nothing.
 * first_bit tells the first bit that is set, and of none anything up to 64,
 * without a jump.
 */
#ifndef SCAN_KIND
#error "scan_body.h is part of scan_avx2.c, scan_sse2.c and scan_plain.c"
#endif

#include "base/mem.h"

struct chunk {
	struct lane a, b;
};

static inline struct chunk
chunk_load(const char *p)
{
	return (struct chunk){lane_load(p), lane_load(p + 32)};
}

static inline struct chunk
chunk_eq(struct chunk x, struct lane y)
{
	return (struct chunk){lane_eq(x.a, y), lane_eq(x.b, y)};
}

static inline struct chunk
chunk_or(struct chunk x, struct chunk y)
{
	return (struct chunk){lane_or(x.a, y.a), lane_or(x.b, y.b)};
}

static inline struct chunk
chunk_and(struct chunk x, struct chunk y)
{
	return (struct chunk){lane_and(x.a, y.a), lane_and(x.b, y.b)};
}

/* The marks of x that are not marks of y. */
static inline struct chunk
chunk_less(struct chunk x, struct chunk y)
{
	return (struct chunk){lane_less(x.a, y.a), lane_less(x.b, y.b)};
}

static inline struct lane
chunk_fold(struct chunk x)
{
	return lane_or(x.a, x.b);
}

static inline uint64_t
chunk_bits(struct chunk x)
{
	return lane_bits(x.a) | lane_bits(x.b) << 32;
}

static inline bool
chunk_any(struct chunk x)
{
	return lane_any(chunk_fold(x));
}

/* Where the 64 bytes at p are c. */
static inline uint64_t
step_bits(const char *p, char c)
{
	return chunk_bits(chunk_eq(chunk_load(p), lane_of(c)));
}

static inline struct lane
chunk_xor(struct lane sum, struct chunk x)
{
	return lane_xor(sum, lane_xor(x.a, x.b));
}

static inline struct lane
chunk_count(struct lane count, struct chunk x)
{
	return lane_count(lane_count(count, x.a), x.b);
}

static inline bool
odd_bits(uint64_t bits)
{
	return __builtin_parityll(bits);
}

/* Bit i is whether an odd number of bits up to i are set. */
static inline uint64_t
prefix_xor(uint64_t bits)
{
	bits ^= bits << 1;
	bits ^= bits << 2;
	bits ^= bits << 4;
	bits ^= bits << 8;
	bits ^= bits << 16;
	return bits ^ bits << 32;
}

/* Whether p, the start of a line, begins like the header. */
static bool
begins(const struct scan_cut *c, const char *p, const char *stop)
{
	size_t n = c->first.len;
	bool quoted;

	if (stop - p >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
		p += 3;
	quoted = c->quotes && p < stop && *p == '"';
	p += quoted;
	if (quoted && c->doubled)
		return true; /* written otherwise: the caller looks closer */
	if ((size_t)(stop - p) < n || (n > 0 && *p != c->first.at[0]) ||
	    memcmp(p, c->first.at, n) != 0)
		return false;
	p += n;
	return p == stop || *p == (quoted ? '"' : c->delimiter) ||
	       (!quoted && (*p == '\n' || *p == '\r'));
}

/*
 * The cutter's sums: quotes as a running xor, newlines as a count in each
 * byte of a lane, which is good for STRETCH steps.  A newline is counted,
 * and a record start seen, at the byte that follows it: so the last step is
 * the one that holds text[len].
 */
struct sums {
	struct lane quotes, newlines;
};

#define STRETCH 127

/*
 * Of the lines that start at the bits from `at`, finds the first that is a
 * record, outside quotes, and begins like the header.
 */
static bool
stops(struct scan_cut *c, const struct sums *s, uint64_t starts,
    const char *text, size_t at, size_t len)
{
	for (; starts != 0; starts &= starts - 1) {
		size_t i = (size_t)__builtin_ctzll(starts);
		uint64_t before = (UINT64_C(1) << i) - 1, quotes, lines;

		if (at + i == c->at || at + i >= len ||
		    !begins(c, text + at + i, text + len))
			continue;
		quotes = step_bits(text + at, '"') & before;
		lines = step_bits(text + at, '\n') & before;
		if (c->quotes && (c->inside ^ odd_bits(quotes) ^
				     odd_bits(lane_bits(s->quotes))))
			continue;
		c->newlines += lane_sum(s->newlines) +
			       ((text + at)[-1] == '\n') +
			       (uint64_t)__builtin_popcountll(lines);
		c->at = at + i;
		c->inside = false;
		return true;
	}
	return false;
}

static bool
cut(struct scan_cut *c, const char *text, size_t len)
{
	const struct lane newline = lane_of('\n'), quote = lane_of('"');
	const struct lane first =
	    lane_of(c->first.len > 0 ? c->first.at[0] : c->delimiter);
	size_t at = c->at;

	c->newlines -= (text + at)[-1] == '\n';
	while (at <= len) {
		struct sums s = {lane_of(0), lane_of(0)};

		for (int i = 0; i < STRETCH && at <= len; i++) {
			struct chunk x = chunk_load(text + at);
			struct chunk ends =
			    chunk_eq(chunk_load(text + at - 1), newline);
			struct chunk quotes = chunk_eq(x, quote);
			struct chunk like =
			    chunk_or(chunk_or(chunk_eq(x, first), quotes), x);
			struct chunk starts = chunk_and(ends, like);

			if (chunk_any(starts) &&
			    stops(c, &s, chunk_bits(starts), text, at, len))
				return true;
			s.quotes = chunk_xor(s.quotes, quotes);
			s.newlines = chunk_count(s.newlines, ends);
			at += SCAN_PAD;
		}
		c->newlines += lane_sum(s.newlines);
		c->inside ^= c->quotes && odd_bits(lane_bits(s.quotes));
	}
	c->at = len;
	return false;
}

/* Appends to one of the splitter's lists. */
static void
note(uint32_t **list, size_t *n, size_t *cap, size_t at)
{
	if (*n == *cap)
		*list = mem_grow(*list, cap, *n + 1, sizeof **list);
	(*list)[(*n)++] = (uint32_t)at;
}

/* Whether the byte at `at` is the first of a cell, not being in quotes. */
static bool
opens_cell(const char *text, size_t at, char delimiter)
{
	return at == 0 || text[at - 1] == '\n' || text[at - 1] == delimiter;
}

/*
 * The separators, of these ends of cells and lines, of a step in which
 * quotes have a say.  A quote is regular when it opens at the start of a
 * cell, or closes in front of a separator or a carriage return.  `closed`
 * says whether the byte in front of the step is a closing quote, and is set
 * for the next.
 */
static inline uint64_t
quoted_step(struct scan_split *s, const char *text, size_t at, uint64_t ends,
    char delimiter, bool *closed)
{
	uint64_t quotes = step_bits(text + at, '"');
	uint64_t inside = prefix_xor(quotes) ^ (0 - (uint64_t)s->inside);
	uint64_t closing = quotes & ~inside;
	uint64_t seps = ends & ~inside;
	uint64_t odd = (closing << 1 | *closed) & ~seps;

	if (odd != 0)
		odd &= ~step_bits(text + at, '\r');
	odd |= quotes & inside & ~(seps << 1 | opens_cell(text, at, delimiter));
	if ((ends & inside) != 0) {
		uint64_t inner = step_bits(text + at, '\n') & inside;

		s->inner += (uint64_t)__builtin_popcountll(inner);
		odd |= inner;
	}
	if (quotes != 0)
		note(&s->quoted, &s->nquoted, &s->quoted_cap, at);
	for (; odd != 0; odd &= odd - 1)
		note(&s->odd, &s->nodd, &s->odd_cap,
		    at + (size_t)__builtin_ctzll(odd));
	s->inside = inside >> 63;
	*closed = closing >> 63;
	return seps;
}

/* Room for the cells of another step, and the start of one more. */
static void
cells_room(struct scan_split *s)
{
	size_t cap = s->cap;

	s->start =
	    mem_grow(s->start, &cap, s->n + SCAN_PAD + 1, sizeof *s->start);
	cap = s->cap;
	s->end = mem_grow(s->end, &cap, s->n + SCAN_PAD + 1, sizeof *s->end);
	s->cap = cap;
}

#define FLOCK 8

/*
 * Adds a cell for each separator of the step from `at`.  They are written by
 * the flock, the last one over what is not there: how many there are is no
 * jump to mispredict at every step.
 */
static inline void
add_cells(struct scan_split *s, uint64_t seps, uint32_t at)
{
	uint32_t *start = s->start + s->n + 1, *end = s->end + s->n;

	s->n += (size_t)__builtin_popcountll(seps);
	while (seps != 0) {
#pragma GCC unroll 8
		for (int i = 0; i < FLOCK; i++) {
			uint32_t sep = at + first_bit(seps);

			end[i] = sep;
			start[i] = sep + 1;
			seps &= seps - 1;
		}
		start += FLOCK;
		end += FLOCK;
	}
}

static void
split(struct scan_split *s, const char *text, size_t len, char delimiter,
    bool quotes)
{
	const struct lane newline = lane_of('\n'), comma = lane_of(delimiter),
			  quote = lane_of('"');
	const struct lane back = lane_of('\r'), none = lane_of(0);
	struct lane high = none, returns = none, nul = none;
	bool closed = false;

	s->n = s->nquoted = s->nodd = 0;
	s->inner = 0;
	s->inside = false;
	cells_room(s);
	s->start[0] = 0;
	for (size_t at = 0; at < len; at += SCAN_PAD) {
		struct chunk x = chunk_load(text + at);
		uint64_t seps = chunk_bits(
		    chunk_or(chunk_eq(x, newline), chunk_eq(x, comma)));

		high = lane_or(high, chunk_fold(x));
		returns = lane_or(returns, chunk_fold(chunk_eq(x, back)));
		if (at + SCAN_PAD <= len)
			nul = lane_or(nul, chunk_fold(chunk_eq(x, none)));
		if (s->cap - s->n <= SCAN_PAD)
			cells_room(s);
		if (quotes &&
		    (chunk_any(chunk_eq(x, quote)) || s->inside || closed))
			seps =
			    quoted_step(s, text, at, seps, delimiter, &closed);
		add_cells(s, seps, (uint32_t)at);
	}
	s->high = lane_any(high);
	s->returns = lane_any(returns);
	s->nul = lane_any(nul) || memchr(text + len / SCAN_PAD * SCAN_PAD, '\0',
				      len % SCAN_PAD) != NULL;
}

/* Whether a carriage return has no newline behind it. */
static bool
bare(const char *text, size_t len)
{
	const struct lane newline = lane_of('\n'), back = lane_of('\r');

	for (size_t at = 0; at < len; at += SCAN_PAD) {
		struct chunk returns = chunk_eq(chunk_load(text + at), back);
		struct chunk lines =
		    chunk_eq(chunk_load(text + at + 1), newline);

		if (chunk_any(chunk_less(returns, lines)))
			return true;
	}
	return false;
}

const struct scan_kind SCAN_KIND = {cut, split, bare};
