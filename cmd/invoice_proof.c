#include <stdio.h>

#include "base/diag.h"
#include "cmd/invoice.h"
#include "value/currency.h"

static void
prove_currency(const struct invoice *v, int c)
{
	int128 gross = v->net[c] + v->tax[c];
	int exponent = currency_exponent(c);
	char net[MONEY_CHARS], tax[MONEY_CHARS], all[MONEY_CHARS];
	char rows[MONEY_CHARS];

	if (v->tool.proof) {
		money_format(net, v->net[c], exponent);
		money_format(tax, v->tax[c], exponent);
		money_format(all, gross, exponent);
		money_format(rows, v->rows[c], exponent);
		diag_say("proof: %s%snet %s + tax %s = documents %s = rows %s",
		    currency_code(c), c == CURRENCY_UNNAMED ? "" : ": ", net,
		    tax, all, rows);
	}
	if (gross != v->rows[c])
		diag_fail("the documents do not add up to their rows");
}

static void
say_counts(const struct invoice *v)
{
	char left[40] = "";

	if (v->tool.where.n > 0)
		snprintf(left, sizeof left, "left out %llu + ",
		    (unsigned long long)v->nleft);
	diag_say("proof: lines read %llu = rejected %llu + dropped %llu + "
		 "%sheld %llu + billed %llu",
	    (unsigned long long)v->source.nread,
	    (unsigned long long)v->source.nrejected,
	    (unsigned long long)v->source.ndropped, left,
	    (unsigned long long)v->nheld_lines,
	    (unsigned long long)v->nbilled_lines);
	diag_say("proof: documents %llu, rows %llu, held %llu",
	    (unsigned long long)v->nbilled, (unsigned long long)v->nrow,
	    (unsigned long long)v->nheld);
}

void
invoice_prove(struct invoice *v)
{
	uint64_t known = v->source.nrejected + v->source.ndropped + v->nleft +
			 v->nheld_lines + v->nbilled_lines;

	if (v->tool.proof)
		say_counts(v);
	for (int c = 0; c < currency_count(); c++)
		if (v->net[c] != 0 || v->tax[c] != 0 || v->rows[c] != 0)
			prove_currency(v, c);
	if (known != v->source.nread)
		diag_fail("of %llu lines read, %llu are accounted for",
		    (unsigned long long)v->source.nread,
		    (unsigned long long)known);
	if (v->nuntaxed > 0)
		diag_say("note: %llu line%s without tax code and rate: no tax",
		    (unsigned long long)v->nuntaxed,
		    v->nuntaxed == 1 ? "" : "s");
	if (v->nturned > 0)
		diag_say("%llu document%s below zero: credit memo%s",
		    (unsigned long long)v->nturned, v->nturned == 1 ? "" : "s",
		    v->nturned == 1 ? "" : "s");
}
