/* What folder.c, which writes documents, and folder_stage.c, which puts them
 * in place or takes them back, know of a folder. */
#ifndef BASE_FOLDER_IN_H
#define BASE_FOLDER_IN_H

#include <signal.h>
#include <stdbool.h>

#include "base/folder.h"
#include "base/witness.h"

/* A document: a file in the hidden directory, and then a second link to it. */
struct folder_doc {
	struct folder_doc *next;
	volatile bool moved; /* it has only the one that is seen */
	char name[];
};

/* What a signal handler looks at is whole always. */
struct folder {
	struct folder *next; /* of those that are not committed */
	char *path;
	int dir, hidden;      /* their descriptors, or -1 */
	char hidden_name[40]; /* "" while there is none */
	bool made;            /* dir, by us */
	struct folder_doc *volatile first, *last;
	size_t n;
	struct witness *witness; /* or NULL */
	struct buf name;         /* of the document being added */
	volatile sig_atomic_t staged, stays;
};

/* Puts f on the list of those to take back when the program ends. */
void folder_remember(struct folder *f);

/* Fails the program over a file; `why` as strerror has it. */
void folder_fail(const struct folder *f, const char *name, const char *why)
    __attribute__((noreturn));

#endif
