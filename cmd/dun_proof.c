#include <stdio.h>

#include "base/diag.h"
#include "base/mem.h"
#include "cmd/dun_in.h"
#include "value/currency.h"

/* Every cent that is open is asked for, or it is said why not. */
struct sums {
	int128 open, asked, left_out, held, young;
};

static void
add(struct sums *s, const struct dun_part *p)
{
	s->open += p->open;
	if (p->held == DUN_FREE) {
		s->asked += p->amount;
		s->left_out += p->open - p->amount;
	} else if (p->held == DUN_YOUNG) {
		s->young += p->open;
	} else {
		s->held += p->open;
	}
}

static void
tell(int currency, const struct sums *s)
{
	int exponent = currency_exponent(currency);
	char asked[MONEY_CHARS], out[MONEY_CHARS], held[MONEY_CHARS];
	char young[MONEY_CHARS], open[MONEY_CHARS];

	money_format(asked, s->asked, exponent);
	money_format(out, s->left_out, exponent);
	money_format(held, s->held, exponent);
	money_format(young, s->young, exponent);
	money_format(open, s->open, exponent);
	diag_say("proof: %s%snoticed %s + disputed or covered %s + held %s + "
		 "not yet due for a notice %s = open debts %s",
	    currency_code(currency), currency == CURRENCY_UNNAMED ? "" : ": ",
	    asked, out, held, young, open);
}

/* All debts that the ledger has, by currency. */
static void
add_all(struct dun *d, int128 *open)
{
	for (uint32_t i = 0; i < ledger_items(d->ledger); i++) {
		const struct ledger_item *item = ledger_item(d->ledger, i);
		const struct ledger_part *parts;
		size_t n;

		if (item->side != SIDE_DEBIT)
			continue;
		n = ledger_parts(d->ledger, i, d->asof, &parts);
		for (size_t k = 0; k < n; k++)
			if (parts[k].open > 0)
				open[item->currency] += parts[k].open;
	}
}

void
dun_prove(struct dun *d)
{
	size_t n = (size_t)currency_count();
	struct sums *s = mem_array(n, sizeof *s);
	int128 *all = mem_array(n, sizeof *all);
	bool whole = d->where.n == 0 && d->tool.proof;

	if (d->tool.proof)
		source_say_rows(&d->source, "");
	if (whole)
		add_all(d, all);
	for (size_t i = 0; i < d->npart; i++)
		add(&s[ledger_item(d->ledger, d->parts[i].item)->currency],
		    &d->parts[i]);
	for (size_t c = 0; c < n; c++) {
		if (s[c].open == 0)
			continue;
		if (s[c].asked + s[c].left_out + s[c].held + s[c].young !=
			s[c].open ||
		    (whole && all[c] != s[c].open))
			diag_fail("the proof fails: what is asked for, held "
				  "and left out is not what is open in %s",
			    currency_code((int)c));
		if (d->tool.proof)
			tell((int)c, &s[c]);
	}
	mem_free(s);
	mem_free(all);
}
