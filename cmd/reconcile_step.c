#include "base/buf.h"
#include "cmd/reconcile.h"
#include "value/date.h"

/*
 * What to do about an item, in words.  Where it depends on the side that it
 * was found on there are two sentences.
 */

struct sentence {
	const char *book;  /* there is a side of the book */
	const char *other; /* there is none; NULL: the same */
};

static const struct sentence sentences[RECON_NCLASS] = {
    [RECON_MISSING_IN_GL] = {"post it to the GL", NULL},
    [RECON_MISSING_IN_BOOK] = {"find out what it is: enter it in the book, or "
			       "reverse it in the GL",
	NULL},
    [RECON_AMOUNT] = {"compare both with the document and correct the one "
		      "that is wrong",
	NULL},
    [RECON_AMOUNT_ROUNDING] = {"post the rounding difference", NULL},
    [RECON_AMOUNT_TRANSPOSITION] = {"two digits changed places: compare with "
				    "the document and correct the one that "
				    "is wrong",
	NULL},
    [RECON_AMOUNT_SIGN] = {"one has the wrong sign: reverse it and post it "
			   "again",
	NULL},
    [RECON_AMOUNT_DECIMAL_SHIFT] = {"a decimal point is misplaced: compare "
				    "with the document and correct the one "
				    "that is wrong",
	NULL},
    [RECON_AMOUNT_TAX] = {"one lacks the tax: compare with the document and "
			  "correct the one that is wrong",
	NULL},
    [RECON_AMOUNT_FX] = {"converted at different rates: correct the one that "
			 "is not the booking rate",
	NULL},
    [RECON_DUPLICATE_GL] = {"posted twice: reverse one in the GL", NULL},
    [RECON_DUPLICATE_BOOK] = {"entered twice: reverse one in the book", NULL},
    [RECON_DUPLICATE_BANK] = {"the bank shows it twice: ask the bank", NULL},
    [RECON_REVERSAL_PAIR] = {"entered and reversed in the book alone: nothing "
			     "to post, but ask why",
	"posted and reversed in the GL alone: nothing to post, but ask why"},
    [RECON_MANUAL_JOURNAL] = {"ask who posted it by hand: enter it in the "
			      "book, or reverse it in the GL",
	NULL},
    [RECON_FX_REVALUATION] = {"a revaluation, which the book does not know: "
			      "check that it is reversed",
	NULL},
    [RECON_VOIDED] = {"voided in the book: reverse it in the GL as well",
	"reversed in the GL: void it in the book as well, or post it again"},
    [RECON_APPLICATION_BEFORE_DOCUMENT] = {"dated before its document: the "
					   "book counts it from the "
					   "document's day, and so should "
					   "the GL",
	NULL},
    [RECON_OVER_APPLIED] = {"more was applied than was open: take it back in "
			    "the book, or post it to the GL",
	NULL},
    [RECON_OPENING_DIFFERENCE] = {"reconcile the time before the first day: "
				  "the balances differ from the start",
	NULL},
    [RECON_LATE_POSTING] = {"dated back after the reconciliation: post it to "
			    "the GL in this period",
	NULL},
    [RECON_UNEXPLAINED] = {"compare line by line: --gl", NULL},
    [RECON_OUTSTANDING] = {"wait for the bank, and ask if it is old", NULL},
    [RECON_BANK_ONLY] = {"find out what it is, and enter it", NULL},
    [RECON_BANK_ONLY_FEE] = {"enter the bank's fee", NULL},
    [RECON_BANK_ONLY_INTEREST] = {"enter the interest", NULL},
    [RECON_BANK_ONLY_NSF] = {"enter the returned payment", NULL},
    [RECON_BANK_ONLY_RECEIPT] = {"find the payer and enter the receipt", NULL},
    [RECON_NETTED_FEE] = {"enter the fee that the bank kept", NULL},
    [RECON_AMBIGUOUS] = {"several could be the same: decide by hand", NULL},
};

static void
put_date(struct buf *to, const char *before, int32_t date)
{
	char text[DATE_CHARS];

	date_format(text, date);
	buf_text(to, before);
	buf_text(to, text);
}

static void
put_name(const struct reconcile_run *r, struct buf *to, const char *before,
    uint32_t name)
{
	buf_text(to, before);
	if (name == RECON_NONE)
		buf_text(to, "(blank)");
	else
		buf_span(to, reconcile_text(r, name));
}

static void
put_timing(const struct reconcile_run *r, const struct recon_item *found,
    struct buf *to)
{
	bool later = found->date[RECON_OTHER] > r->to;

	put_date(to,
	    later ? "nothing: the GL has it on "
		  : "nothing: the book has it on ",
	    found->date[later ? RECON_OTHER : RECON_BOOK]);
}

static uint32_t
customer_of(const struct reconcile_run *r, const struct recon_item *found,
    enum recon_side side)
{
	return found->n[side] > 0
		   ? r->entries[side][found->entry[side][0]].customer
		   : RECON_NONE;
}

static void
put_customers(const struct reconcile_run *r, const struct recon_item *found,
    struct buf *to)
{
	put_name(r, to, "the GL has it with customer ",
	    customer_of(r, found, RECON_OTHER));
	put_name(r, to, ", the book with ", customer_of(r, found, RECON_BOOK));
	buf_text(to, ": correct the one that is wrong");
}

/* Found in another unit: where from, where to. */
static void
put_elsewhere(const struct reconcile_run *r, const struct recon_item *found,
    struct buf *to)
{
	const struct recon_unit *here = &r->units[found->unit];
	const struct recon_unit *there = &r->units[found->elsewhere];
	bool of_book = found->date[RECON_BOOK] != DATE_NONE;
	const struct recon_unit *gl = of_book ? there : here;
	const struct recon_unit *book = of_book ? here : there;

	buf_text(to, "reclassify in the GL");
	if (gl->account != book->account) {
		put_name(r, to, " from account ", gl->account);
		put_name(r, to, " to ", book->account);
	}
	if (gl->entity != book->entity) {
		put_name(r, to, " from entity ", gl->entity);
		put_name(r, to, " to ", book->entity);
	}
}

static void
put_matched(const struct recon_item *found, struct buf *to)
{
	if (found->how == RECON_BY_AMOUNT)
		buf_text(to, "nothing: amount and day agree, but the "
			     "references differ");
	else if (found->how == RECON_ACROSS)
		buf_text(to, "nothing: one side has it before the first day");
}

void
reconcile_step(const struct reconcile_run *r, const struct reconcile_item *item,
    struct buf *to)
{
	const struct recon_item *found = &item->found;
	const struct sentence *s = &sentences[found->class];
	bool of_book = found->n[RECON_BOOK] > 0;

	if (item->step != NULL)
		buf_text(to, item->step);
	else if (found->class == RECON_TIMING)
		put_timing(r, found, to);
	else if (found->class == RECON_WRONG_CUSTOMER)
		put_customers(r, found, to);
	else if (found->elsewhere != RECON_NONE &&
		 found->elsewhere != found->unit)
		put_elsewhere(r, found, to);
	else if (found->class == RECON_MATCHED)
		put_matched(found, to);
	else if (s->book != NULL)
		buf_text(to, of_book || s->other == NULL ? s->book : s->other);
}
