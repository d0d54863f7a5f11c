#include "cmd/apply_out.h"
#include "value/currency.h"

/* The rows of --explain. */

void
apply_explain_head(struct csvout *w)
{
	static const char *const names[] = {
	    "name", "fired", "why", "rows", "doc", "customer"};

	csvout_column(w, span_of("rule"), CSV_COUNT);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		csvout_column(w, span_of(names[i]), CSV_TEXT);
}

void
apply_explain_entry(struct buf *to, const struct apply *a,
    const struct apply_fund *f, const struct apply_entry *e)
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

void
apply_explain_put(
    struct csvout *w, const struct apply *a, const struct apply_tried *t)
{
	bool rule = t->rule < MATCH_RULES;

	if (rule)
		csvout_count(w, t->rule);
	else
		csvout_string(w, "");
	csvout_string(w, rule ? match_rule_name(t->rule) : "left");
	csvout_string(w, t->fired ? "yes" : "no");
	csvout_text(w, (struct span){t->why->at, t->why->len});
	csvout_text(w, (struct span){t->rows->at, t->rows->len});
	csvout_text(w, apply_doc(a, t->item));
	csvout_text(w, t->owner);
	csvout_row(w);
}
