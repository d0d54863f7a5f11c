#include "base/sha256.h"

#include <string.h>

#include "base/sha256_in.h"

#define BLOCK 64

const uint32_t sha256_k[64] __attribute__((aligned(16))) = {0x428a2f98,
    0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
    0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74,
    0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6,
    0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152,
    0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351,
    0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354,
    0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70,
    0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
    0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
    0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa,
    0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t
right(uint32_t x, int n)
{
	return x >> n | x << (32 - n);
}

static uint32_t
word_at(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	       (uint32_t)p[2] << 8 | p[3];
}

/* FIPS 180-4, 6.2.2, step 1. */
static void
schedule(uint32_t w[64], const unsigned char *p)
{
	for (int t = 0; t < 16; t++)
		w[t] = word_at(p + 4 * t);
	for (int t = 16; t < 64; t++) {
		uint32_t a = w[t - 15], b = w[t - 2];

		w[t] = w[t - 16] + w[t - 7] +
		       (right(a, 7) ^ right(a, 18) ^ a >> 3) +
		       (right(b, 17) ^ right(b, 19) ^ b >> 10);
	}
}

/* Step 3, for one round: the letters are those of the standard, and move up
   by one by being named so. */
static inline void
turn(const uint32_t v[8], uint32_t *d, uint32_t *h, int at, uint32_t kw)
{
	uint32_t a = v[-at & 7], b = v[(1 - at) & 7], c = v[(2 - at) & 7];
	uint32_t e = v[(4 - at) & 7], f = v[(5 - at) & 7], g = v[(6 - at) & 7];
	uint32_t t1 = *h + (right(e, 6) ^ right(e, 11) ^ right(e, 25)) +
		      ((e & f) ^ (~e & g)) + kw;

	*d += t1;
	*h = t1 + (right(a, 2) ^ right(a, 13) ^ right(a, 22)) +
	     ((a & b) ^ (a & c) ^ (b & c));
}

/* Steps 2 to 4; v is a, b, c, d, e, f, g, h. */
static void
block(uint32_t h[8], const unsigned char *p)
{
	uint32_t w[64], v[8];

	schedule(w, p);
	memcpy(v, h, sizeof v);
	for (int t = 0; t < 64; t += 8)
		for (int i = 0; i < 8; i++)
			turn(v, &v[(3 - i) & 7], &v[(7 - i) & 7], i,
			    sha256_k[t + i] + w[t + i]);
	for (int i = 0; i < 8; i++)
		h[i] += v[i];
}

static void
plain(uint32_t h[8], const unsigned char *p, size_t nblock)
{
	for (; nblock > 0; nblock--, p += BLOCK)
		block(h, p);
}

void
sha256_begin(struct sha256 *s, enum sha256_way way)
{
	*s = (struct sha256){
	    .h = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f,
		0x9b05688c, 0x1f83d9ab, 0x5be0cd19},
	    .blocks = plain};
#if SHA256_HAS_X86
	if (way == SHA256_BEST && sha256_x86_there())
		s->blocks = sha256_x86;
#else
	(void)way;
#endif
}

void
sha256_add(struct sha256 *s, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;
	size_t held = s->n % BLOCK;

	if (n == 0)
		return;
	s->n += n;
	if (held > 0) {
		size_t k = n < BLOCK - held ? n : BLOCK - held;

		memcpy(s->rest + held, p, k);
		if (held + k < BLOCK)
			return;
		s->blocks(s->h, s->rest, 1);
		p += k;
		n -= k;
	}
	s->blocks(s->h, p, n / BLOCK);
	memcpy(s->rest, p + n / BLOCK * BLOCK, n % BLOCK);
}

/* A one bit, zeros, and the number of bits in 64 (FIPS 180-4, 5.1.1). */
void
sha256_end(struct sha256 *s, unsigned char digest[SHA256_BYTES])
{
	unsigned char tail[2 * BLOCK] = {0x80};
	uint64_t bits = s->n * 8;
	size_t held = s->n % BLOCK;
	size_t n = (held < BLOCK - 8 ? BLOCK : 2 * BLOCK) - held;

	for (size_t i = 0; i < 8; i++)
		tail[n - 1 - i] = (unsigned char)(bits >> 8 * i);
	sha256_add(s, tail, n);
	for (size_t i = 0; i < SHA256_BYTES; i++)
		digest[i] = (unsigned char)(s->h[i / 4] >> (24 - i % 4 * 8));
}

void
sha256_text(char text[SHA256_CHARS], const unsigned char *digest)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < SHA256_BYTES; i++) {
		text[2 * i] = digits[digest[i] >> 4];
		text[2 * i + 1] = digits[digest[i] & 15];
	}
	text[2 * SHA256_BYTES] = '\0';
}
