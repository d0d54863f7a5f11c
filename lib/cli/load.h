/*
 * A book on its way into a ledger, for every tool that asks what is open:
 * rows are read by all threads and added in the order of the input, so that
 * the ledger is the same however many there are.
 */
#ifndef CLI_LOAD_H
#define CLI_LOAD_H

#include <stdint.h>

#include "book/dupes.h"
#include "book/ledger.h"
#include "book/posting.h"
#include "cli/source.h"

struct load {
	struct source *source; /* open, of the book */
	enum tool_duplicates duplicates;
	/*
	 * Called for each valid row before the ledger gets it, in the order of
	 * the input, by one thread at a time: for what a tool keeps beside the
	 * ledger.  Returns the tag that comes back with the row's piece.  The
	 * posting's spans and the cells last for the call.  NULL: tags are 0.
	 */
	uint32_t (*row)(void *arg, const struct posting *p,
	    const struct batch *b, uint32_t row);
	void *arg;
};

/*
 * Reads all of the book, leaves repeated rows out, or tells of them, and
 * closes the ledger, which is the caller's.  What is wrong is in the source's
 * faults: source_verdict is next.
 */
struct ledger *load_book(const struct load *load);

/* Puts repeated rows to the faults of the source, and out of the ledger (NULL:
   there is none); or sums or shows them, as `how` says.  Empties d. */
void load_repeats(struct source *s, struct ledger *l, struct dupes *d,
    enum tool_duplicates how);

#endif
