#include <string.h>

#include "base/diag.h"
#include "cmd/apply_out.h"
#include "value/currency.h"

static void
head(struct csvout *w)
{
	static const char *const names[] = {
	    "name", "fired", "why", "rows", "doc", "customer"};

	csvout_column(w, span_of("rule"), CSV_COUNT);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		csvout_column(w, span_of(names[i]), CSV_TEXT);
}

/* "apply INV-1 500.00" */
static void
put_row(struct buf *to, const struct apply *a, const struct apply_fund *f,
    const struct apply_entry *e)
{
	char text[MONEY_CHARS];
	uint32_t target = apply_target(f, e);
	uint32_t of = e->type == TYPE_APPLY ? f->item : target;
	int exponent = currency_exponent(apply_currency(a, of));

	buf_text(to, to->len > 0 ? "; " : "");
	buf_text(to, posting_type_name((enum posting_type)e->type));
	buf_byte(to, ' ');
	buf_span(to, apply_doc(a, target));
	buf_byte(to, ' ');
	buf_add(to, text, money_format(text, e->amount, exponent));
}

/* A rule, or MATCH_RULES: what is said at the end. */
static void
put(struct csvout *w, const struct apply *a, const struct apply_fund *f,
    enum match_rule rule, bool fired, const struct buf *why,
    const struct buf *rows)
{
	if (rule < MATCH_RULES)
		csvout_count(w, rule);
	else
		csvout_string(w, "");
	csvout_string(w, rule < MATCH_RULES ? match_rule_name(rule) : "left");
	csvout_string(w, fired ? "yes" : "no");
	csvout_text(w, (struct span){why->at, why->len});
	csvout_text(w, (struct span){rows->at, rows->len});
	csvout_text(w, apply_doc(a, f->item));
	csvout_text(w, apply_owner(a, f));
	csvout_row(w);
}

/* The rounds of rules repeat themselves. */
static bool
said_before(const struct apply *a, size_t i)
{
	const struct apply_told *t = &a->told[i];

	for (size_t k = 0; k < i; k++)
		if (a->told[k].item == t->item && a->told[k].rule == t->rule &&
		    a->told[k].fired == t->fired &&
		    strcmp(a->told[k].why, t->why) == 0)
			return true;
	return false;
}

/* Whether a row came about when this rule fired: what the payer left away is
   a dispute or write-off by a rule of its own. */
static bool
is_of(const struct apply_entry *e, enum match_rule rule)
{
	bool said = rule == MATCH_REMIT || rule == MATCH_TEXT;

	return e->rule == rule ||
	       (said && (e->rule == MATCH_SHORT || e->rule == MATCH_TOLERANCE));
}

/* The rows of a rule stand where it fired first. */
static void
put_told(struct csvout *w, const struct apply *a, const struct apply_fund *f)
{
	unsigned shown = 0;

	for (size_t i = 0; i < a->ntold; i++) {
		const struct apply_told *t = &a->told[i];
		struct buf why = {0}, rows = {0};

		if (t->item != f->item || said_before(a, i))
			continue;
		buf_text(&why, t->why);
		for (uint32_t k = 0; k < f->nentry; k++)
			if (t->fired && is_of(&f->entry[k], t->rule) &&
			    (shown >> t->rule & 1) == 0)
				put_row(&rows, a, f, &f->entry[k]);
		if (t->fired)
			shown |= 1U << t->rule;
		put(w, a, f, t->rule, t->fired, &why, &rows);
		buf_free(&why);
		buf_free(&rows);
	}
}

static void
put_payer(struct csvout *w, const struct apply *a, const struct apply_fund *f)
{
	const struct apply_transfer *t = &a->transfers[f->transfer - 1];
	struct buf why = {0}, rows = {0};
	char text[MONEY_CHARS];

	apply_rule_text(&why, MATCH_PAYER, t->way, t->text);
	buf_text(&rows, "transfer ");
	buf_span(&rows, apply_doc(a, f->item));
	buf_byte(&rows, ' ');
	money_format(text, -(int128)t->amount,
	    currency_exponent(apply_currency(a, f->item)));
	buf_text(&rows, text);
	put(w, a, f, MATCH_PAYER, true, &why, &rows);
	buf_free(&why);
	buf_free(&rows);
}

/* What is left open, and what to do about it. */
static void
put_left(struct csvout *w, const struct apply *a, const struct apply_fund *f)
{
	struct buf why = {0}, rows = {0};
	char text[MONEY_CHARS];

	buf_text(&why, match_cause_name((enum match_cause)f->cause));
	buf_text(&why, ": ");
	buf_text(&why, match_next_step((enum match_cause)f->cause));
	buf_text(&rows, "open ");
	money_format(
	    text, f->open, currency_exponent(apply_currency(a, f->item)));
	buf_text(&rows, text);
	put(w, a, f, MATCH_RULES, false, &why, &rows);
	buf_free(&why);
	buf_free(&rows);
}

void
apply_explain(struct apply *a, struct csvout *w)
{
	struct span doc = span_of(a->explain);
	bool any = false;

	head(w);
	for (size_t i = 0; i < a->nfund; i++) {
		const struct apply_fund *f = a->funds[i];

		if (!f->receipt || !span_equal(apply_doc(a, f->item), doc))
			continue;
		any = true;
		if (f->transfer > 0)
			put_payer(w, a, f);
		put_told(w, a, f);
		if (apply_is_exception(f))
			put_left(w, a, f);
	}
	if (!any)
		diag_fail(
		    "no receipt \"%.60s\" is open on that day", a->explain);
}
