#include <stdio.h>

#include "base/buf.h"
#include "base/mem.h"
#include "cmd/dun_in.h"
#include "value/currency.h"

/* Rows of the book: a notice for each debt that is asked for and, with
   --book-fees, what that costs. */
struct printing {
	const struct dun *d;
	struct csvout *w;
	struct buf doc, id, rule;
};

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

static void
put_columns(const struct printing *p)
{
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		if (is_there(p->d, columns[i].name))
			csvout_column(
			    p->w, span_of(columns[i].name), columns[i].kind);
}

/* One row, whatever its type. */
struct row {
	enum posting_type type;
	struct span doc, id, reason, rule;
	const struct dun_part *part;
	int64_t amount, fee;
	int32_t due, interest_to;
	uint32_t level; /* 0: blank */
	struct span ref;
	int32_t ref_due;
	int64_t interest;
};

static void
put_names(const struct printing *p, const struct dun_names *n)
{
	if (p->d->has_currency)
		csvout_string(p->w, currency_code(n->currency));
	if (p->d->has_entity)
		csvout_text(p->w, n->entity);
	if (p->d->has_account)
		csvout_text(p->w, n->account);
}

static void
put_row(const struct printing *p, const struct row *r)
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
	csvout_text(w, r->id);
	csvout_count_or_blank(w, r->level);
	csvout_money_or_blank(w, r->fee, exponent);
	csvout_money_or_blank(w, r->interest, exponent);
	csvout_date(w, r->interest_to);
	csvout_text(w, r->reason);
	csvout_text(w, r->rule);
	csvout_row(w);
}

static struct span
text_of(const struct buf *b)
{
	return (struct span){b->at != NULL ? b->at : "", b->len};
}

/* What makes a row the same row in every run. */
static struct span
name_row(struct printing *p, const char *what, const struct dun_part *part,
    struct span ref, int32_t ref_due)
{
	struct dun_names n = dun_names(p->d, part);
	char day[DATE_CHARS];

	p->id.len = 0;
	buf_text(&p->id, what);
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
	buf_span(&p->id, ref);
	buf_byte(&p->id, ':');
	date_format(day, ref_due);
	buf_text(&p->id, day);
	if (n.currency != CURRENCY_UNNAMED) {
		buf_byte(&p->id, ':');
		buf_text(&p->id, currency_code(n.currency));
	}
	return text_of(&p->id);
}

static struct span
rule_of(struct printing *p, const struct dun_part *part)
{
	char level[16];

	p->rule.len = 0;
	buf_span(&p->rule, policy_name(part->policy));
	buf_byte(&p->rule, ':');
	snprintf(level, sizeof level, "%u", (unsigned)part->debt.level);
	buf_text(&p->rule, level);
	return text_of(&p->rule);
}

/* What was charged further ahead stays charged. */
static int32_t
interest_to(const struct dun *d, const struct dun_part *part)
{
	if (!part->bears)
		return DATE_NONE;
	return part->interest_from > d->asof ? part->interest_from : d->asof;
}

static void
put_notice(struct printing *p, const struct dun_letter *l,
    const struct dun_part *part, int64_t fee)
{
	const struct policy_level *rules = policy_level(
	    part->policy, part->debt.level, dun_names(p->d, part).currency);
	struct span ref = dun_names(p->d, part).doc;
	struct row r = {.type = TYPE_NOTICE,
	    .doc = span_of(l->number),
	    .part = part,
	    .amount = part->amount,
	    .fee = fee,
	    .interest = part->interest,
	    .interest_to = interest_to(p->d, part),
	    .level = part->debt.level,
	    .due = l->deadline,
	    .ref = ref,
	    .ref_due = part->row->due,
	    .reason = rules->action.len > 0 ? rules->action : rules->channel};

	r.id = name_row(p, "notice", part, ref, part->row->due);
	r.rule = rule_of(p, part);
	put_row(p, &r);
}

/* A debit of its own, of which the letter's number is the beginning. */
static void
put_debit(struct printing *p, const struct dun_letter *l,
    const struct dun_part *part, const char *what, uint32_t n, int64_t amount)
{
	bool fee = *what == 'f';
	struct row r = {.type = TYPE_DEBIT,
	    .part = part,
	    .amount = amount,
	    .interest_to = DATE_NONE,
	    .due = l->deadline,
	    .ref_due = DATE_NONE,
	    .reason = span_of(what)};
	char mark[16];

	p->doc.len = 0;
	buf_text(&p->doc, l->number);
	snprintf(mark, sizeof mark, "-%c%u", fee ? 'F' : 'I', (unsigned)n);
	buf_text(&p->doc, mark);
	r.doc = text_of(&p->doc);
	if (!fee)
		r.ref = dun_names(p->d, part).doc;
	else
		r.ref = (struct span){"", 0};
	r.id =
	    name_row(p, what, part, dun_names(p->d, part).doc, part->row->due);
	r.rule = rule_of(p, part);
	put_row(p, &r);
}

static void
put_debits(struct printing *p, const struct dun_letter *l)
{
	const struct dun_part *at = &p->d->parts[l->first], *first = NULL;
	int64_t *interest = dun_interest(p->d, l);
	uint32_t n = 0;

	for (size_t i = 0; i < l->n; i++) {
		if (at[i].held != DUN_FREE)
			continue;
		first = first == NULL ? &at[i] : first;
		if (interest[i] > 0)
			put_debit(p, l, &at[i], "interest", ++n, interest[i]);
	}
	if (l->fee > 0 && first != NULL)
		put_debit(p, l, first, "fee", 1, l->fee);
	mem_free(interest);
}

static void
put_letter(struct printing *p, const struct dun_letter *l)
{
	int64_t fee = l->fee;

	for (size_t i = l->first; i < l->first + l->n; i++) {
		if (p->d->parts[i].held != DUN_FREE)
			continue;
		put_notice(p, l, &p->d->parts[i], fee);
		fee = 0;
	}
	if (p->d->book_fees)
		put_debits(p, l);
}

void
dun_rows(struct dun *d, struct csvout *w)
{
	struct printing p = {.d = d, .w = w};

	put_columns(&p);
	for (size_t i = 0; i < d->nletter; i++)
		if (d->letters[i].notices > 0)
			put_letter(&p, &d->letters[i]);
	buf_free(&p.doc);
	buf_free(&p.id);
	buf_free(&p.rule);
}
