#include "text/scan.h"

#if SCAN_SSE2

#include <emmintrin.h>

#define SCAN(name) scan_##name##_sse2

struct lane {
	__m128i v;
};

static inline struct lane
lane_of(char c)
{
	return (struct lane){_mm_set1_epi8(c)};
}

static inline struct lane
lane_load(const char *p)
{
	return (struct lane){_mm_loadu_si128((const void *)p)};
}

static inline struct lane
lane_eq(struct lane a, struct lane b)
{
	return (struct lane){_mm_cmpeq_epi8(a.v, b.v)};
}

static inline struct lane
lane_or(struct lane a, struct lane b)
{
	return (struct lane){_mm_or_si128(a.v, b.v)};
}

static inline struct lane
lane_and(struct lane a, struct lane b)
{
	return (struct lane){_mm_and_si128(a.v, b.v)};
}

static inline struct lane
lane_less(struct lane a, struct lane b)
{
	return (struct lane){_mm_andnot_si128(b.v, a.v)};
}

static inline struct lane
lane_xor(struct lane a, struct lane b)
{
	return (struct lane){_mm_xor_si128(a.v, b.v)};
}

/* A marked byte is -1: taking it away counts it. */
static inline struct lane
lane_count(struct lane count, struct lane marks)
{
	return (struct lane){_mm_sub_epi8(count.v, marks.v)};
}

static inline uint64_t
lane_sum(struct lane count)
{
	__m128i sums = _mm_sad_epu8(count.v, _mm_setzero_si128());

	return (uint64_t)_mm_extract_epi16(sums, 0) +
	       (uint64_t)_mm_extract_epi16(sums, 4);
}

static inline uint64_t
lane_bits(struct lane marks)
{
	return (uint16_t)_mm_movemask_epi8(marks.v);
}

#include "text/scan_body.h"

#endif
