/*
 * The passes over a block of CSV, 64 bytes a step: the cutter's, which finds
 * what the whole block needs to know, and the splitter's, which finds every
 * separator.  One body (scan_body.h), compiled over AVX2, SSE2 and plain
 * 64-bit words.
 *
 * Text is followed by at least SCAN_PAD zero bytes and has one readable byte
 * in front.
 */
#ifndef TEXT_SCAN_H
#define TEXT_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

#define SCAN_PAD 64

/* The cutter's pass. It begins outside quotes, at the start of a record. */
struct scan_cut {
	char delimiter;
	bool quotes;       /* false: quotes are ordinary characters */
	struct span first; /* the first cell of a header; .at NULL: none */
	bool doubled;      /* it holds a quote, which is written twice */
	size_t at;         /* how far it came */
	uint64_t newlines; /* before `at`, within quotes or not */
	bool inside;       /* whether `at` is within quotes */
};

/*
 * The splitter's pass: cell i goes from start[i] up to end[i], quotes
 * included; end[i] is where its separator stands, a newline or a delimiter.
 * The bytes after the last separator are text from start[n].
 */
struct scan_split {
	uint32_t *start, *end;
	size_t n, cap;
	uint32_t *quoted; /* the 64 bytes from each of these hold a quote */
	size_t nquoted, quoted_cap;
	uint32_t *odd; /* the records around these are not regular */
	size_t nodd, odd_cap;
	uint64_t inner; /* newlines within quotes */
	bool inside;    /* the text ends within quotes */
	bool high;      /* some byte may not be ASCII */
	bool returns;   /* some byte may be a carriage return */
	bool nul;       /* some byte may be NUL */
};

/* One way of scanning, for a kind of processor. */
struct scan_kind {
	/*
	 * Goes on from c->at; stops at the start of the next record that
	 * begins like a header and returns true, or at the end and returns
	 * false.
	 */
	bool (*cut)(struct scan_cut *c, const char *text, size_t len);

	/* Finds all cells, from nothing. */
	void (*split)(struct scan_split *s, const char *text, size_t len,
	    char delimiter, bool quotes);

	/* Whether some carriage return has no newline behind it. */
	bool (*bare)(const char *text, size_t len);
};

extern const struct scan_kind scan_plain;

#if defined(__SSE2__)
extern const struct scan_kind scan_sse2;
#else
#define scan_sse2 scan_plain
#endif

#if defined(__x86_64__) && defined(__GNUC__)
#define SCAN_HAS_AVX2 1
extern const struct scan_kind scan_avx2; /* ask scan_best first */
#else
#define SCAN_HAS_AVX2 0
#endif

/* The fastest that this machine has. */
const struct scan_kind *scan_best(void);

#endif
