#include "text/scan.h"

#if defined(__SSE2__)

#include <emmintrin.h>

#define SCAN_KIND scan_sse2

struct lane {
	__m128i lo, hi;
};

static inline struct lane
lane_of(char c)
{
	return (struct lane){_mm_set1_epi8(c), _mm_set1_epi8(c)};
}

static inline struct lane
lane_load(const char *p)
{
	return (struct lane){_mm_loadu_si128((const void *)p),
	    _mm_loadu_si128((const void *)(p + 16))};
}

#define LANE_OP(name, op)                                                      \
	static inline struct lane name(struct lane a, struct lane b)           \
	{                                                                      \
		return (struct lane){op(a.lo, b.lo), op(a.hi, b.hi)};          \
	}

LANE_OP(lane_eq, _mm_cmpeq_epi8)
LANE_OP(lane_or, _mm_or_si128)
LANE_OP(lane_and, _mm_and_si128)
LANE_OP(lane_xor, _mm_xor_si128)
LANE_OP(lane_minus, _mm_sub_epi8)
LANE_OP(lane_and_not, _mm_andnot_si128)

static inline uint64_t
half_sum(__m128i count)
{
	__m128i sums = _mm_sad_epu8(count, _mm_setzero_si128());

	return (uint64_t)_mm_extract_epi16(sums, 0) +
	       (uint64_t)_mm_extract_epi16(sums, 4);
}

static inline uint64_t
lane_sum(struct lane count)
{
	return half_sum(count.lo) + half_sum(count.hi);
}

static inline uint64_t
lane_bits(struct lane marks)
{
	uint64_t hi = (uint16_t)_mm_movemask_epi8(marks.hi);

	return (uint16_t)_mm_movemask_epi8(marks.lo) | hi << 16;
}

static inline bool
lane_any(struct lane marks)
{
	return _mm_movemask_epi8(_mm_or_si128(marks.lo, marks.hi)) != 0;
}

/* The last bit can't be taken for the first: it is there, or none is. */
static inline uint32_t
first_bit(uint64_t bits)
{
	return (uint32_t)__builtin_ctzll(bits | UINT64_C(1) << 63);
}

#include "text/scan_marks.h"

#include "text/scan_body.h"

#endif
