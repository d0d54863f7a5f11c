#include "rule/recon_in.h"

/*
 * What is left on one side of the days that are compared, and stands on the
 * other beyond them.
 */

/* Posted with the day of the row, which counts only from its document's. */
static bool
is_ahead(const struct recon_in *in, const struct recon_entry *book)
{
	return (book->marks & RECON_ACTS) && book->date > in->asof &&
	       book->row_date <= in->asof;
}

static void
take_later(struct recon_work *w, struct recon_ref book, struct recon_ref other,
    bool same_customer)
{
	(void)same_customer;
	recon_tell_pair(w,
	    is_ahead(w->world->in, book.e) ? RECON_APPLICATION_BEFORE_DOCUMENT
					   : RECON_TIMING,
	    RECON_BY_KEY, book, other);
}

/* The opening has the one, what moved since the other. */
static void
take_across(struct recon_work *w, struct recon_ref book, struct recon_ref other,
    bool same_customer)
{
	(void)same_customer;
	recon_tell_pair(w, RECON_MATCHED, RECON_ACROSS, book, other);
}

/* Those of a side that count, and those of the other that do not. */
static void
pair(struct recon_work *w, uint32_t key, enum recon_side counted,
    enum recon_days days)
{
	enum recon_side beyond =
	    counted == RECON_BOOK ? RECON_OTHER : RECON_BOOK;

	recon_gather(
	    w->world, counted, key, RECON_COUNTED, false, &w->refs[counted]);
	if (w->refs[counted].n == 0)
		return;
	recon_gather(w->world, beyond, key, days, false, &w->refs[beyond]);
	recon_pairs(w, &w->refs[RECON_BOOK], &w->refs[RECON_OTHER],
	    days == RECON_AFTER ? take_later : take_across);
}

void
recon_later(struct recon_work *w, uint32_t key)
{
	pair(w, key, RECON_BOOK, RECON_AFTER);
	pair(w, key, RECON_OTHER, RECON_AFTER);
	pair(w, key, RECON_BOOK, RECON_BEFORE);
	pair(w, key, RECON_OTHER, RECON_BEFORE);
	recon_sums_later(w, key);
}
