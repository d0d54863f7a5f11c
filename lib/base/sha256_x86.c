#include "base/sha256_in.h"

#if SHA256_HAS_X86

#include <cpuid.h>
#include <immintrin.h>

/* SSE4.1 and SSSE3 in leaf 1, SHA in leaf 7 (Intel SDM, CPUID). */
bool
sha256_x86_there(void)
{
	unsigned a, b, c, d;

	if (!__get_cpuid(1, &a, &b, &c, &d) || (c & bit_SSE4_1) == 0 ||
	    (c & bit_SSSE3) == 0)
		return false;
	return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & 1u << 29) != 0;
}

/* The instructions want a, b, e, f in one register and c, d, g, h in the
   other. */
struct state {
	__m128i abef, cdgh;
};

#define SHA_CODE __attribute__((target("sha,sse4.1,ssse3")))

SHA_CODE static struct state
load(const uint32_t h[8])
{
	__m128i abcd = _mm_loadu_si128((const __m128i *)(const void *)h);
	__m128i efgh = _mm_loadu_si128((const __m128i *)(const void *)(h + 4));
	__m128i badc = _mm_shuffle_epi32(abcd, 0xb1);
	__m128i hgfe = _mm_shuffle_epi32(efgh, 0x1b);

	return (struct state){
	    _mm_alignr_epi8(badc, hgfe, 8), _mm_blend_epi16(hgfe, badc, 0xf0)};
}

SHA_CODE static void
store(uint32_t h[8], struct state s)
{
	__m128i feba = _mm_shuffle_epi32(s.abef, 0x1b);
	__m128i dchg = _mm_shuffle_epi32(s.cdgh, 0xb1);

	_mm_storeu_si128(
	    (__m128i *)(void *)h, _mm_blend_epi16(feba, dchg, 0xf0));
	_mm_storeu_si128(
	    (__m128i *)(void *)(h + 4), _mm_alignr_epi8(dchg, feba, 8));
}

/* Four rounds with the words w, from round t on. */
SHA_CODE static inline void
rounds(struct state *s, __m128i w, int t)
{
	__m128i k =
	    _mm_load_si128((const __m128i *)(const void *)(sha256_k + t));
	__m128i wk = _mm_add_epi32(w, k);

	s->cdgh = _mm_sha256rnds2_epu32(s->cdgh, s->abef, wk);
	s->abef = _mm_sha256rnds2_epu32(
	    s->abef, s->cdgh, _mm_shuffle_epi32(wk, 0x0e));
}

/* The words that follow: sixteen before are w[0] to w[3], oldest first. */
SHA_CODE static inline __m128i
next_words(const __m128i w[4])
{
	__m128i x = _mm_sha256msg1_epu32(w[0], w[1]);

	x = _mm_add_epi32(x, _mm_alignr_epi8(w[3], w[2], 4));
	return _mm_sha256msg2_epu32(x, w[3]);
}

SHA_CODE static inline __m128i
words_at(const unsigned char *p)
{
	const __m128i swap =
	    _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);

	return _mm_shuffle_epi8(
	    _mm_loadu_si128((const __m128i *)(const void *)p), swap);
}

SHA_CODE static inline void
block(struct state *s, const unsigned char *p)
{
	struct state before = *s;
	__m128i w[4];

	for (int i = 0; i < 4; i++) {
		w[i] = words_at(p + 16 * i);
		rounds(s, w[i], 4 * i);
	}
	for (int t = 16; t < 64; t += 16)
		for (int i = 0; i < 4; i++) {
			const __m128i last[4] = {w[i], w[(i + 1) & 3],
			    w[(i + 2) & 3], w[(i + 3) & 3]};

			w[i] = next_words(last);
			rounds(s, w[i], t + 4 * i);
		}
	s->abef = _mm_add_epi32(s->abef, before.abef);
	s->cdgh = _mm_add_epi32(s->cdgh, before.cdgh);
}

SHA_CODE void
sha256_x86(uint32_t h[8], const unsigned char *p, size_t nblock)
{
	struct state s = load(h);

	for (; nblock > 0; nblock--, p += 64)
		block(&s, p);
	store(h, s);
}

#endif
