/*
 * What vectors of bytes have in common: a marked byte is -1.  Part of
 * scan_avx2.c and scan_sse2.c.
 */
static inline struct lane
lane_less(struct lane a, struct lane b)
{
	return lane_and_not(b, a);
}

/* Taking away -1 counts it. */
static inline struct lane
lane_count(struct lane count, struct lane marks)
{
	return lane_minus(count, marks);
}
