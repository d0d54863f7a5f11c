/*
 * SHA-256 (FIPS 180-4), as fast as the machine has it: by its own
 * instructions on x86-64 processors that have them, else in plain C.
 */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

#define SHA256_BYTES 32
#define SHA256_CHARS 65 /* in hexadecimal, with its NUL */

/* Which way; SHA256_BEST is the fastest that the machine has. */
enum sha256_way { SHA256_BEST, SHA256_PLAIN };

struct sha256 {
	uint32_t h[8];
	uint64_t n; /* bytes so far */
	void (*blocks)(uint32_t h[8], const unsigned char *p, size_t nblock);
	unsigned char rest[64]; /* n % 64 bytes that make no block yet */
};

void sha256_begin(struct sha256 *s, enum sha256_way way);
void sha256_add(struct sha256 *s, const void *bytes, size_t n);

/* The digest of all that was added; s is used up. */
void sha256_end(struct sha256 *s, unsigned char digest[SHA256_BYTES]);

/* The digest as 64 small hexadecimal digits and a NUL. */
void sha256_text(char text[SHA256_CHARS], const unsigned char *digest);

#endif
