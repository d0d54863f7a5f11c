#include "format/camt_in.h"
#include "value/date.h"

/* Opening and closing as booked; what was available, or will be, is of no
   use here.  An opening may be given as how the one before it closed. */
void
camt_balance_end(struct camt *c)
{
	struct camt_balance *b = &c->balance;
	struct span kind = buf_bytes(&b->kind);
	bool opening = span_is(kind, "OPBD");

	if (!b->has_amount)
		return;
	if (b->debit)
		b->amount = -b->amount;
	if (opening || (span_is(kind, "PRCD") && !c->opened)) {
		c->opening.amount = b->amount;
		c->opening.currency = b->currency;
		c->opened = true;
	} else if (span_is(kind, "CLBD")) {
		c->closing.amount = b->amount;
		c->closing.currency = b->currency;
		c->closing.line = b->line;
		c->closed = true;
		if (b->date != DATE_NONE)
			c->date = b->date;
	}
	if (c->currency < 0)
		c->currency = b->currency;
}

void
camt_balance_field(struct camt *c, const struct camt_element *e)
{
	struct camt_balance *b = &c->balance;

	if (e->up[0] == CAMT_Cd && b->kind.len == 0)
		camt_add(&b->kind, e->text);
	else if (e->up[0] == CAMT_Amt && e->up[1] == CAMT_Bal)
		b->has_amount =
		    camt_amount(c, e, c->currency, &b->amount, &b->currency);
	else if (e->up[0] == CAMT_CdtDbtInd && e->up[1] == CAMT_Bal)
		b->debit = span_is(e->text, "DBIT");
	else if (e->up[0] == CAMT_Dt || e->up[0] == CAMT_DtTm)
		camt_date(e->text, &b->date);
}

void
camt_sum_field(struct camt *c, const struct camt_element *e)
{
	struct camt_sum *s = &c->sums[e->up[1] == CAMT_TtlCdtNtries   ? 1
				      : e->up[1] == CAMT_TtlDbtNtries ? 2
								      : 0];
	int currency;

	if (s == c->sums && e->up[1] != CAMT_TtlNtries)
		return; /* by code of the transaction, for one */
	s->line = e->line;
	if (e->up[0] == CAMT_NbOfNtries)
		s->has_count = import_cents(e->text, &s->count);
	else if (e->up[0] == CAMT_Sum && c->currency >= 0)
		s->has_sum = camt_amount(c, e, c->currency, &s->sum, &currency);
}

/* Of all (0), of credits (1), or of debits (2). */
static int128
number(const struct camt_found *f, int what)
{
	return what > 0 ? f->n[what - 1] : (int128)f->n[0] + f->n[1];
}

static int128
sum(const struct camt_found *f, int what)
{
	return what > 0 ? f->total[what - 1] : f->total[0] + f->total[1];
}

/* Some banks leave out of it what is not booked yet. */
static int128
found(int128 said, int128 listed, int128 booked)
{
	return said == booked ? booked : listed;
}

void
camt_check_sums(struct camt *c)
{
	static const char *const what[3][2] = {
	    {"number of entries", "sum of entries"},
	    {"number of credits", "sum of credits"},
	    {"number of debits", "sum of debits"}};

	for (int i = 0; i < 3; i++) {
		const struct camt_sum *s = &c->sums[i];

		if (s->has_count)
			import_control(c->in, s->line, what[i][0], s->count,
			    found(s->count, number(&c->listed, i),
				number(&c->booked, i)),
			    -1, false);
		if (s->has_sum)
			import_control(c->in, s->line, what[i][1], s->sum,
			    found(
				s->sum, sum(&c->listed, i), sum(&c->booked, i)),
			    import_exponent(c->in, c->currency), false);
	}
}

/*
 * A reversal's direction is that of its own booking, says the norm; some banks
 * give that of what it reverses.  The balance tells which: 1, or -1.
 */
int
camt_check_balance(struct camt *c)
{
	int128 said = (int128)c->closing.amount - c->opening.amount;
	int flip = 1;

	if (!c->opened || !c->closed ||
	    c->opening.currency != c->closing.currency) {
		import_unchecked(c->in, c->line, "closing balance");
		return 1;
	}
	if (said != c->moved && said == c->moved - 2 * c->reversed) {
		import_finding(c->in, c->line,
		    "reversals are given in the direction of what they "
		    "reverse: so the balance ties");
		flip = -1;
	}
	import_control(c->in, c->closing.line, "closing balance",
	    c->closing.amount,
	    c->opening.amount + c->moved - (flip < 0 ? 2 * c->reversed : 0),
	    import_exponent(c->in, c->closing.currency), !c->mixed);
	return flip;
}
