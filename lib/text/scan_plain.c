#include "base/word.h"
#include "text/scan.h"

#define SCAN(name) scan_##name##_plain

#define TOP WORD_OF(0x80)

struct lane {
	uint64_t lo, hi;
};

static inline struct lane
lane_of(char c)
{
	uint64_t w = WORD_OF((unsigned char)c);

	return (struct lane){w, w};
}

static inline struct lane
lane_load(const char *p)
{
	return (struct lane){word_8(p), word_8(p + 8)};
}

/* Marks the bytes that are zero; exact, nothing carries between bytes. */
static inline uint64_t
zeros(uint64_t w)
{
	return ~(((w & ~TOP) + ~TOP) | w) & TOP;
}

static inline struct lane
lane_eq(struct lane a, struct lane b)
{
	return (struct lane){zeros(a.lo ^ b.lo), zeros(a.hi ^ b.hi)};
}

static inline struct lane
lane_or(struct lane a, struct lane b)
{
	return (struct lane){a.lo | b.lo, a.hi | b.hi};
}

static inline struct lane
lane_and(struct lane a, struct lane b)
{
	return (struct lane){a.lo & b.lo, a.hi & b.hi};
}

static inline struct lane
lane_less(struct lane a, struct lane b)
{
	return (struct lane){a.lo & ~b.lo, a.hi & ~b.hi};
}

static inline struct lane
lane_xor(struct lane a, struct lane b)
{
	return (struct lane){a.lo ^ b.lo, a.hi ^ b.hi};
}

static inline struct lane
lane_count(struct lane count, struct lane marks)
{
	return (struct lane){
	    count.lo + (marks.lo >> 7), count.hi + (marks.hi >> 7)};
}

static inline uint64_t
word_sum(uint64_t w)
{
	const uint64_t even = UINT64_C(0x00ff00ff00ff00ff);

	w = (w & even) + (w >> 8 & even);
	return w * UINT64_C(0x0001000100010001) >> 48;
}

static inline uint64_t
lane_sum(struct lane count)
{
	return word_sum(count.lo) + word_sum(count.hi);
}

/* The product brings the top bits of eight bytes together. */
static inline uint64_t
word_bits(uint64_t marks)
{
	return ((marks & TOP) >> 7) * UINT64_C(0x0102040810204080) >> 56;
}

static inline uint64_t
lane_bits(struct lane marks)
{
	return word_bits(marks.lo) | word_bits(marks.hi) << 8;
}

#include "text/scan_body.h"
