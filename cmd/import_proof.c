/* What became of a file's records: told of always where some were passed
   over, and in full with --proof. */
#include "base/diag.h"
#include "cmd/import.h"
#include "value/currency.h"
#include "value/money.h"

static const char *const counted[COUNTED] = {
    [COUNTED_RECEIPT] = "receipts",
    [COUNTED_RETURN] = "returns",
    [COUNTED_OTHER] = "other lines",
    [COUNTED_ITEM] = "items",
    [COUNTED_REMIT] = "remittances",
    [COUNTED_SKIPPED] = "of them in the book already",
};

static unsigned long long
number(uint64_t n)
{
	return n;
}

static void
tell_sums(const struct import_file *f, int currency)
{
	const struct import_sum *s = &f->sums[(size_t)currency * COUNTED];
	char text[MONEY_CHARS];

	for (int what = 0; what < COUNTED; what++) {
		if (s[what].n == 0)
			continue;
		money_format(text, s[what].sum, currency_exponent(currency));
		diag_say("proof: %s: %s: %llu, %s %s", f->name, counted[what],
		    number(s[what].n), text, currency_code(currency));
	}
}

static void
prove(const struct import *in)
{
	const struct import_file *f = &in->file;

	diag_say("proof: %s: records: %llu", f->name, number(f->nrecord));
	for (int c = 0; c < currency_count(); c++)
		tell_sums(f, c);
	diag_say("proof: %s: control totals: %llu = %llu equal + %llu not%s; "
		 "not told: %llu",
	    f->name, number(f->ncontrol), number(f->nequal),
	    number(f->ncontrol - f->nequal),
	    in->no_check ? " (--no-check)" : "", number(f->nunchecked));
}

/* Rows that are left out because the book has them. */
static uint64_t
held(const struct import_file *f)
{
	uint64_t n = 0;

	for (size_t c = 0; c < (size_t)currency_count(); c++)
		n += f->sums[c * COUNTED + COUNTED_SKIPPED].n;
	return n;
}

void
import_file_told(struct import *in)
{
	const struct import_file *f = &in->file;
	uint64_t n = held(f);

	for (size_t i = 0; i < f->nskipped; i++)
		diag_say("%s:%llu: passed over: %s (%llu)", f->name,
		    number(f->skipped[i].line), f->skipped[i].why,
		    number(f->skipped[i].n));
	if (n > 0)
		diag_say("%s: in the book already, left out: %llu", f->name,
		    number(n));
	if (in->tool.proof)
		prove(in);
}
