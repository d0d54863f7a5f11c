/*
 * Memory that is there or ends the program: running out is exit status 2
 * with a message, never a NULL to forget about.  All memory is the
 * caller's, to be given back with mem_free.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

/* n objects of `size` bytes, zeroed. */
void *mem_array(size_t n, size_t size);

/* One object of `size` bytes, not zeroed. */
void *mem_room(size_t size);

/*
 * p resized to hold at least `need` objects of `size` bytes; *cap, the
 * number it holds, grows by half so that appending is linear.  New room is
 * not zeroed.
 */
void *mem_grow(void *p, size_t *cap, size_t need, size_t size);

/* A NUL-terminated copy of n bytes. */
char *mem_copy(const char *p, size_t n);

/* Large pages for n bytes at p, where the system can. */
void mem_advise(void *p, size_t n);

/*
 * n bytes, not zeroed, that will be used here and there: where the system can,
 * they get large pages, so that finding them costs no walk of its tables.
 */
void *mem_huge(size_t n);

/* mem_grow for such use: p moves to larger room of that kind. */
void *mem_spread(void *p, size_t *cap, size_t need, size_t size);

/* The same where it is known what will be needed: exactly that much. */
void *mem_reserve(void *p, size_t *cap, size_t need, size_t size);

/*
 * Has the system find the pages of n bytes of such memory at p before they
 * are used, where it can: another thread than the one that uses them may ask
 * for it, and even memory given back meanwhile does no harm.
 */
void mem_ready(void *p, size_t n);

void mem_free(void *p);

#endif
