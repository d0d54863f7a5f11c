#include "cmd/dun_row.h"

#include <stdio.h>

#include "value/currency.h"

static const struct {
	const char *name;
	enum csv_kind kind;
} columns[] = {
    {"date", CSV_TEXT},
    {"type", CSV_TEXT},
    {"doc", CSV_TEXT},
    {"customer", CSV_TEXT},
    {"amount", CSV_AMOUNT},
    {"currency", CSV_TEXT},
    {"entity", CSV_TEXT},
    {"account", CSV_TEXT},
    {"ref", CSV_TEXT},
    {"ref_due", CSV_TEXT},
    {"due", CSV_TEXT},
    {"id", CSV_TEXT},
    {"level", CSV_COUNT},
    {"fee", CSV_AMOUNT},
    {"interest", CSV_AMOUNT},
    {"interest_to", CSV_TEXT},
    {"reason", CSV_TEXT},
    {"rule", CSV_TEXT},
};

static bool
is_there(const struct dun *d, const char *column)
{
	struct span s = span_of(column);

	return !((span_is(s, "currency") && !d->has_currency) ||
		 (span_is(s, "entity") && !d->has_entity) ||
		 (span_is(s, "account") && !d->has_account));
}

void
dun_row_columns(const struct dun_printing *p)
{
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		if (is_there(p->d, columns[i].name))
			csvout_column(
			    p->w, span_of(columns[i].name), columns[i].kind);
}

static void
put_names(const struct dun_printing *p, const struct dun_names *n)
{
	if (p->d->has_currency)
		csvout_string(p->w, currency_code(n->currency));
	if (p->d->has_entity)
		csvout_text(p->w, n->entity);
	if (p->d->has_account)
		csvout_text(p->w, n->account);
}

static struct span
text_of(const struct buf *b)
{
	return (struct span){b->at != NULL ? b->at : "", b->len};
}

/* What makes a row the same row in every run. */
static struct span
name_row(struct dun_printing *p, const struct dun_row *r)
{
	struct dun_names n = dun_names(p->d, r->part);
	char day[DATE_CHARS];

	p->id.len = 0;
	buf_text(&p->id, r->what);
	buf_byte(&p->id, ':');
	date_format(day, p->d->asof);
	buf_text(&p->id, day);
	buf_byte(&p->id, ':');
	if (n.entity.len > 0) {
		buf_span(&p->id, n.entity);
		buf_byte(&p->id, ':');
	}
	buf_span(&p->id, n.customer);
	buf_byte(&p->id, ':');
	buf_span(&p->id, n.doc);
	buf_byte(&p->id, ':');
	date_format(day, r->part->row->due);
	buf_text(&p->id, day);
	if (n.currency != CURRENCY_UNNAMED) {
		buf_byte(&p->id, ':');
		buf_text(&p->id, currency_code(n.currency));
	}
	return text_of(&p->id);
}

static struct span
rule_of(struct dun_printing *p, const struct dun_row *r)
{
	char level[16];

	p->rule.len = 0;
	buf_span(&p->rule, policy_name(r->part->policy));
	buf_byte(&p->rule, ':');
	snprintf(level, sizeof level, "%u", (unsigned)r->rule);
	buf_text(&p->rule, level);
	return text_of(&p->rule);
}

void
dun_row_put(struct dun_printing *p, const struct dun_row *r)
{
	struct dun_names n = dun_names(p->d, r->part);
	int exponent = currency_exponent(n.currency);
	struct csvout *w = p->w;

	csvout_date(w, p->d->asof);
	csvout_string(w, posting_type_name(r->type));
	csvout_text(w, r->doc);
	csvout_text(w, n.customer);
	csvout_money(w, r->amount, exponent);
	put_names(p, &n);
	csvout_text(w, r->ref);
	csvout_date(w, r->ref_due);
	csvout_date(w, r->due);
	csvout_text(w, name_row(p, r));
	csvout_count_or_blank(w, r->level);
	csvout_money_or_blank(w, r->fee, exponent);
	csvout_money_or_blank(w, r->interest, exponent);
	csvout_date(w, r->interest_to);
	csvout_text(w, r->reason);
	csvout_text(w, rule_of(p, r));
	csvout_row(w);
}

void
dun_row_free(struct dun_printing *p)
{
	buf_free(&p->id);
	buf_free(&p->rule);
}
