/* What sha256.c and sha256_x86.c share. */
#ifndef BASE_SHA256_IN_H
#define BASE_SHA256_IN_H

#include <stdbool.h>

#include "base/sha256.h"

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#define SHA256_HAS_X86 1
#else
#define SHA256_HAS_X86 0
#endif

/* The round constants of FIPS 180-4, 4.2.2. */
extern const uint32_t sha256_k[64];

#if SHA256_HAS_X86
/* Whether the processor has the instructions, and the blocks by them. */
bool sha256_x86_there(void);
void sha256_x86(uint32_t h[8], const unsigned char *p, size_t nblock);
#endif

#endif
