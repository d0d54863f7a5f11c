#include "base/hash.h"

uint64_t
hash_body(uint64_t seed, const char *p, size_t n)
{
	for (; n > 16; p += 16, n -= 16)
		seed = hash_fold(
		    word_8(p) ^ HASH_K5, word_8(p + 8) ^ seed ^ HASH_K6);
	return seed;
}

struct hash
hash_pair_body(struct hash seed, const char *p, size_t n)
{
	for (; n > 16; p += 16, n -= 16) {
		uint64_t x = word_8(p), y = word_8(p + 8);

		seed.a = hash_fold(x ^ HASH_K5, y ^ seed.a ^ HASH_K6);
		seed.b = hash_fold(x ^ seed.b ^ HASH_K2, y ^ HASH_K3);
	}
	return seed;
}
