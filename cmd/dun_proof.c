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

static void __attribute__((noreturn)) fails(const char *how, int currency)
{
	diag_fail("the proof does not hold: %s %s: please report this book",
	    how, currency_code(currency));
}

/* Debts by what becomes of them; and with all else that is open, the rows of
   the book, added up without looking at items. */
static void
check(const struct dun *d, const struct sums *s, size_t n)
{
	int128 *book = mem_array(n, sizeof *book);
	int128 *cross = mem_array(n, sizeof *cross);

	ledger_sum(d->ledger, d->asof, book, cross);
	for (size_t c = 0; c < n; c++) {
		if (s[c].asked + s[c].left_out + s[c].held + s[c].young !=
		    s[c].open)
			fails("what is asked for, held and left out is not "
			      "what is open in",
			    (int)c);
		if (s[c].open + d->beside[c] != book[c] + cross[c])
			fails("what is open is not what the rows come to in",
			    (int)c);
	}
	mem_free(book);
	mem_free(cross);
}

void
dun_prove(struct dun *d)
{
	size_t n = (size_t)currency_count();
	struct sums *s = mem_array(n, sizeof *s);

	for (size_t i = 0; i < d->npart; i++)
		add(&s[ledger_item(d->ledger, d->parts[i].item)->currency],
		    &d->parts[i]);
	check(d, s, n);
	if (d->tool.proof)
		source_say_rows(&d->source, "");
	for (size_t c = 0; d->tool.proof && c < n; c++)
		if (s[c].open != 0)
			tell((int)c, &s[c]);
	mem_free(s);
}
