#include <string.h>

#include "base/diag.h"
#include "cmd/apply_in.h"
#include "cmd/apply_out.h"
#include "value/currency.h"

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
		if (t->fired)
			buf_text(&rows, t->others);
		for (uint32_t k = 0; k < f->nentry; k++)
			if (t->fired && is_of(&f->entry[k], t->rule) &&
			    (shown >> t->rule & 1) == 0)
				apply_explain_entry(&rows, a, f, &f->entry[k]);
		if (t->fired)
			shown |= 1U << t->rule;
		apply_explain_put(w, a,
		    &(struct apply_tried){f->item, apply_owner(a, f), t->rule,
			t->fired, &why, &rows});
		buf_free(&why);
		buf_free(&rows);
	}
}

/* Why the payer is not known. */
static void
put_nobody(struct csvout *w, const struct apply *a, const struct apply_fund *f)
{
	struct span who = apply_payer_candidates(a, f->item);
	struct buf why = {0}, rows = {0};

	buf_text(&why, "nothing tells who paid");
	if (who.len > 0) {
		why.len = 0;
		buf_text(&why, "nobody for sure, but perhaps ");
		buf_span(&why, who);
	}
	apply_explain_put(w, a,
	    &(struct apply_tried){
		f->item, apply_owner(a, f), MATCH_PAYER, false, &why, &rows});
	buf_free(&why);
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
	apply_explain_put(w, a,
	    &(struct apply_tried){
		f->item, apply_owner(a, f), MATCH_PAYER, true, &why, &rows});
	buf_free(&why);
	buf_free(&rows);
}

/* What is left open, what to do about it, and the answers there were. */
static void
put_left(struct csvout *w, const struct apply *a, const struct apply_fund *f)
{
	struct buf why = {0}, rows = {0}, answers = {0};
	char text[MONEY_CHARS];

	buf_text(&why, match_cause_name((enum match_cause)f->cause));
	buf_text(&why, ": ");
	apply_next_step(&why, f);
	buf_text(&rows, "open ");
	buf_add(&rows, text,
	    money_format(text, f->returned ? -(int128)f->open : f->open,
		currency_exponent(apply_currency(a, f->item))));
	apply_candidates(&answers, a, f);
	if (answers.len > 0) {
		buf_text(&rows, "; candidates: ");
		buf_span(&rows, (struct span){answers.at, answers.len});
	}
	apply_explain_put(w, a,
	    &(struct apply_tried){
		f->item, apply_owner(a, f), MATCH_RULES, false, &why, &rows});
	buf_free(&why);
	buf_free(&rows);
	buf_free(&answers);
}

/* What a bank return undid: told of the receipt, and of the return. */
static void
put_back(struct csvout *w, const struct apply *a, const struct apply_fund *f,
    uint32_t item)
{
	struct buf why = {0}, rows = {0};

	buf_text(&why, "the bank returned ");
	buf_span(&why, apply_doc(a, f->item));
	for (uint32_t i = 0; i < f->nentry; i++)
		if (f->entry[i].rule == MATCH_OWN)
			apply_explain_entry(&rows, a, f, &f->entry[i]);
	apply_explain_put(w, a,
	    &(struct apply_tried){item,
		item == f->item ? apply_owner(a, f) : apply_customer(a, item),
		MATCH_OWN, true, &why, &rows});
	buf_free(&why);
	buf_free(&rows);
}

/* Whether a receipt stands on this return now; LEDGER_NONE: on any. */
static bool
is_back(const struct apply_fund *f, uint32_t item)
{
	for (uint32_t i = 0; i < f->nentry && f->receipt; i++)
		if (f->entry[i].rule == MATCH_OWN &&
		    (item == LEDGER_NONE || f->entry[i].item == item))
			return true;
	return false;
}

static void
put_receipt(struct csvout *w, const struct apply *a, const struct apply_fund *f)
{
	if (is_back(f, LEDGER_NONE))
		put_back(w, a, f, f->item);
	if (f->transfer > 0)
		put_payer(w, a, f);
	else if (f->cause == CAUSE_PAYER && a->policy.rule[MATCH_PAYER])
		put_nobody(w, a, f);
	put_told(w, a, f);
	if (apply_is_exception(f))
		put_left(w, a, f);
}

/* Why nothing came of a bank return, not even an exception. */
static void
put_idle(struct csvout *w, const struct apply *a, uint32_t item)
{
	struct ledger_view *view = ledger_view_new(a->ledger);
	struct buf why = {0}, rows = {0};
	const struct ledger_part *parts;
	size_t n = ledger_view_parts(view, item, a->asof, &parts);
	int128 open = 0;

	for (size_t i = 0; i < n; i++)
		open += parts[i].open;
	buf_text(&why, open == 0 ? "nothing of it is open"
		       : !a->policy.rule[MATCH_OWN]
			   ? "rule 0 is not asked for"
			   : "it has later rows, or something of it is used");
	apply_explain_put(w, a,
	    &(struct apply_tried){
		item, apply_customer(a, item), MATCH_OWN, false, &why, &rows});
	buf_free(&why);
	ledger_view_free(view);
}

static void
put_return(struct csvout *w, const struct apply *a, uint32_t item)
{
	for (size_t i = 0; i < a->nfund; i++) {
		const struct apply_fund *f = a->funds[i];

		if (f->returned && f->item == item) {
			put_left(w, a, f);
			return;
		}
		if (is_back(f, item)) {
			put_back(w, a, f, item);
			return;
		}
	}
	put_idle(w, a, item);
}

void
apply_explain(struct apply *a, struct csvout *w)
{
	struct span doc = span_of(a->explain);
	bool any = false;

	apply_explain_head(w);
	for (size_t i = 0; i < a->nfund; i++) {
		const struct apply_fund *f = a->funds[i];

		if (!f->receipt || !span_equal(apply_doc(a, f->item), doc))
			continue;
		any = true;
		put_receipt(w, a, f);
	}
	for (uint32_t i = 0; i < ledger_items(a->ledger); i++)
		if (span_equal(apply_doc(a, i), doc) && apply_is_return(a, i)) {
			any = true;
			put_return(w, a, i);
		}
	if (!any)
		diag_fail(
		    "no receipt \"%.60s\" is open on that day", a->explain);
}
