#include "text/scan.h"

const struct scan_kind *
scan_best(void)
{
#if SCAN_HAS_AVX2
	if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
	    __builtin_cpu_supports("popcnt"))
		return &scan_avx2;
#endif
	return &scan_sse2;
}
