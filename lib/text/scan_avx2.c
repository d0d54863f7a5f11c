#include "text/scan.h"

#if SCAN_HAS_AVX2

#include "base/mem.h"

/* The rest of the project runs anywhere; this is chosen at run time. */
#if defined(__clang__)
#pragma clang attribute push(                                                  \
    __attribute__((target("avx2,bmi,popcnt"))), apply_to = function)
#else
#pragma GCC target("avx2,bmi,popcnt")
#endif

#include <immintrin.h>

#define SCAN_KIND scan_avx2

struct lane {
	__m256i v;
};

static inline struct lane
lane_of(char c)
{
	return (struct lane){_mm256_set1_epi8(c)};
}

static inline struct lane
lane_load(const char *p)
{
	return (struct lane){_mm256_loadu_si256((const void *)p)};
}

#define LANE_OP(name, op)                                                      \
	static inline struct lane name(struct lane a, struct lane b)           \
	{                                                                      \
		return (struct lane){op(a.v, b.v)};                            \
	}

LANE_OP(lane_eq, _mm256_cmpeq_epi8)
LANE_OP(lane_or, _mm256_or_si256)
LANE_OP(lane_and, _mm256_and_si256)
LANE_OP(lane_xor, _mm256_xor_si256)
LANE_OP(lane_minus, _mm256_sub_epi8)
LANE_OP(lane_and_not, _mm256_andnot_si256)

static inline uint64_t
lane_sum(struct lane count)
{
	__m256i sums = _mm256_sad_epu8(count.v, _mm256_setzero_si256());

	return (uint64_t)_mm256_extract_epi64(sums, 0) +
	       (uint64_t)_mm256_extract_epi64(sums, 1) +
	       (uint64_t)_mm256_extract_epi64(sums, 2) +
	       (uint64_t)_mm256_extract_epi64(sums, 3);
}

static inline uint64_t
lane_bits(struct lane marks)
{
	return (uint32_t)_mm256_movemask_epi8(marks.v);
}

static inline bool
lane_any(struct lane marks)
{
	return lane_bits(marks) != 0;
}

static inline uint32_t
first_bit(uint64_t bits)
{
	return (uint32_t)_tzcnt_u64(bits);
}

#include "text/scan_marks.h"

#include "text/scan_body.h"

#if defined(__clang__)
#pragma clang attribute pop
#endif

#endif
