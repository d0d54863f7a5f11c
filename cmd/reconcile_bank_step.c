/* What to do about an item of the bank, and by what it was matched. */
#include <stdio.h>

#include "cmd/reconcile_bank.h"
#include "value/date.h"

#define STEP_CHARS 160

/* Kept with the names, its NUL as well. */
static const char *
keep(struct reconcile_bank *b, const char *text)
{
	return reconcile_bank_text(b, (struct span){text, strlen(text) + 1}).at;
}

static const char *
by_what(uint8_t how)
{
	static const char *const words[] = {
	    [BANK_BY_REF] = "reference and amount",
	    [BANK_BY_REF_SUM] = "the sum of a reference",
	    [BANK_BY_DAY] = "amount and day",
	    [BANK_BY_PAYER] = "amount and payer",
	    [BANK_BY_WINDOW] = "amount within the window",
	    [BANK_BY_DEPOSIT] = "the sum of a deposit",
	    [BANK_BY_SUBSET] = "the only sum there is",
	    [BANK_BY_FEE] = "an amount less a fee",
	    [BANK_TWINS] = "amount: several alike in order",
	};

	return how >= BANK_BY_REF && how <= BANK_TWINS ? words[how] : "amount";
}

static const char *
of_timing(struct reconcile_bank *b, const struct recon_item *item)
{
	bool later = item->date[RECON_OTHER] > b->r->to;
	char day[DATE_CHARS], text[STEP_CHARS];

	date_format(day, item->date[later ? RECON_OTHER : RECON_BOOK]);
	snprintf(text, sizeof text, "nothing: the %s has it on %s (by %s)",
	    later           ? "bank"
	    : b->r->no_book ? "GL"
			    : "book",
	    day, by_what(item->how));
	return keep(b, text);
}

static const char *
of_several(struct reconcile_bank *b, const struct recon_item *item)
{
	bool of_book = item->n[RECON_BOOK] > 0;
	const char *there = of_book         ? "the bank"
			    : b->r->no_book ? "the GL"
					    : "the book";
	char text[STEP_CHARS];

	if (item->elsewhere == 0)
		return "several sums could be it, or it could be in them: "
		       "decide by hand";
	if (item->elsewhere == 1)
		snprintf(text, sizeof text,
		    "one of %s could be it, but that one could be another: "
		    "decide by hand",
		    there);
	else
		snprintf(text, sizeof text,
		    "%u of %s could be it: decide by hand", item->elsewhere,
		    there);
	return keep(b, text);
}

const char *
reconcile_bank_step(struct reconcile_bank *b, const struct recon_item *item)
{
	char text[STEP_CHARS];

	switch (item->class) {
	case RECON_MATCHED:
		snprintf(
		    text, sizeof text, "nothing: by %s", by_what(item->how));
		return keep(b, text);
	case RECON_TIMING:
		return of_timing(b, item);
	case RECON_AMBIGUOUS:
		return of_several(b, item);
	case RECON_REVERSAL_PAIR:
		return item->n[RECON_BOOK] > 0
			   ? "entered and undone, and never at the bank: "
			     "nothing"
			   : "came and went at the bank alone: enter both";
	default:
		return NULL;
	}
}
