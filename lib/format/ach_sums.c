#include "format/ach_in.h"

#define HASH_DIGITS 10000000000 /* the last ten digits count */

void
ach_sums_add(struct ach_sums *to, const struct ach_sums *more)
{
	to->entries += more->entries;
	to->hash += more->hash;
	to->debit += more->debit;
	to->credit += more->credit;
}

/* The second digit of a transaction code: 1 to 4 is money to the account, 5 to
   9 money from it. */
void
ach_sums_take(struct ach_sums *s, const struct ach_record *a)
{
	int64_t bank = fixed_number(&a->fixed, 4, 8),
		amount = fixed_number(&a->fixed, 30, 10);
	int64_t code = fixed_number(&a->fixed, 2, 2);

	s->entries++;
	if (a->text.at[0] != '6')
		return;
	s->hash += bank > 0 ? bank : 0;
	if (amount <= 0)
		return;
	if (code % 10 >= 5)
		s->debit += amount;
	else
		s->credit += amount;
}

/* A number of a trailer beside what was found; -1: it is none. */
struct pair {
	int64_t said;
	int128 found;
};

static void
check(struct import *in, const struct ach_record *a, const char *what,
    struct pair p, int exponent, bool hard)
{
	if (p.said < 0)
		import_unchecked(in, a->line, what);
	else
		import_control(
		    in, a->line, what, p.said, p.found, exponent, hard);
}

/* Money must tie, and so must the hash; the count of a file, which some get
   wrong who sum up all else, is a finding. */
void
ach_sums_check(
    struct import *in, const struct ach_sums *s, const struct ach_record *a)
{
	bool batch = a->text.at[0] == '8';
	size_t at = batch ? 5 : 14, n = batch ? 6 : 8;

	check(in, a, batch ? "entries of batch" : "entries of file",
	    (struct pair){fixed_number(&a->fixed, at, n), s->entries}, -1,
	    batch);
	at += n;
	check(in, a, batch ? "entry hash of batch" : "entry hash of file",
	    (struct pair){
		fixed_number(&a->fixed, at, 10), s->hash % HASH_DIGITS},
	    -1, true);
	check(in, a, batch ? "debits of batch" : "debits of file",
	    (struct pair){fixed_number(&a->fixed, at + 10, 12), s->debit}, 2,
	    true);
	check(in, a, batch ? "credits of batch" : "credits of file",
	    (struct pair){fixed_number(&a->fixed, at + 22, 12), s->credit}, 2,
	    true);
}
