/*
 * SHA-256 beside the work: what passes is copied, and hashed by a thread of
 * its own, one for all digests, while the program goes on.  Little is hashed
 * at the end, without a thread.
 */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stddef.h>
#include <stdint.h>

#include "base/sha256.h"

struct digest;

struct digest *digest_new(void);

/*
 * Adds n bytes, from one thread at a time; waits where hashing is far behind.
 * After digest_end it does nothing: a program may end while another of its
 * threads is still at work.
 */
void digest_add(struct digest *d, const char *p, size_t n);

/* Bytes so far. */
uint64_t digest_size(const struct digest *d);

/* The digest of what was added, in hexadecimal; waits for it. */
void digest_end(struct digest *d, char text[SHA256_CHARS]);

/* After digest_end. */
void digest_free(struct digest *d);

#endif
