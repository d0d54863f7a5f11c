#include "base/word.h"
#include "text/scan.h"

#define SCAN_KIND scan_plain

#define TOP WORD_OF(0x80)

struct lane {
	uint64_t a, b, c, d;
};

static inline struct lane
lane_of(char c)
{
	uint64_t w = WORD_OF((unsigned char)c);

	return (struct lane){w, w, w, w};
}

static inline struct lane
lane_load(const char *p)
{
	return (struct lane){
	    word_8(p), word_8(p + 8), word_8(p + 16), word_8(p + 24)};
}

#define LANE_OP(name, op)                                                      \
	static inline struct lane name(struct lane x, struct lane y)           \
	{                                                                      \
		return (struct lane){                                          \
		    op(x.a, y.a), op(x.b, y.b), op(x.c, y.c), op(x.d, y.d)};   \
	}

#define OR(x, y)    ((x) | (y))
#define AND(x, y)   ((x) & (y))
#define XOR(x, y)   ((x) ^ (y))
#define LESS(x, y)  ((x) & ~(y))
#define COUNT(x, y) ((x) + ((y) >> 7))

/* Marks the bytes that are the same; exact, for no byte carries over. */
static inline uint64_t
same(uint64_t x, uint64_t y)
{
	uint64_t w = x ^ y;

	return ~(((w & ~TOP) + ~TOP) | w) & TOP;
}

LANE_OP(lane_eq, same)
LANE_OP(lane_or, OR)
LANE_OP(lane_and, AND)
LANE_OP(lane_xor, XOR)
LANE_OP(lane_less, LESS)
LANE_OP(lane_count, COUNT)

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
	return word_sum(count.a) + word_sum(count.b) + word_sum(count.c) +
	       word_sum(count.d);
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
	return word_bits(marks.a) | word_bits(marks.b) << 8 |
	       word_bits(marks.c) << 16 | word_bits(marks.d) << 24;
}

static inline bool
lane_any(struct lane m)
{
	return ((m.a | m.b | m.c | m.d) & TOP) != 0;
}

/* The last bit can't be taken for the first: it is there, or none is. */
static inline uint32_t
first_bit(uint64_t bits)
{
	return (uint32_t)__builtin_ctzll(bits | UINT64_C(1) << 63);
}

#include "text/scan_body.h"
