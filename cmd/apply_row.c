#include "base/word.h"
#include "cmd/apply_out.h"
#include "value/currency.h"

void
apply_columns(const struct apply *a, struct csvout *w, bool wait)
{
	const struct {
		const char *name;
		bool there;
		enum csv_kind kind;
	} columns[] = {
	    {"date", true, CSV_TEXT},
	    {"type", true, CSV_TEXT},
	    {"doc", true, CSV_TEXT},
	    {"customer", true, CSV_TEXT},
	    {"amount", true, CSV_AMOUNT},
	    {"currency", a->has_currency, CSV_TEXT},
	    {"entity", a->has_entity, CSV_TEXT},
	    {"ref", true, CSV_TEXT},
	    {"ref_due", true, CSV_TEXT},
	    {"ref_customer", true, CSV_TEXT},
	    {"ref_currency", a->rates != NULL, CSV_TEXT},
	    {"ref_amount", a->rates != NULL, CSV_AMOUNT},
	    {"id", true, CSV_TEXT},
	    {"reason", true, CSV_TEXT},
	    {"rule", true, CSV_TEXT},
	    {"score", true, CSV_COUNT},
	    {"maker", wait, CSV_TEXT},
	};

	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		if (columns[i].there)
			csvout_column(
			    w, span_of(columns[i].name), columns[i].kind);
}

void
apply_rule_text(
    struct buf *to, enum match_rule rule, const char *way, struct span text)
{
	buf_text(to, match_rule_name(rule));
	if (way != NULL && *way != '\0') {
		buf_byte(to, ':');
		buf_text(to, way);
	}
	if (text.len > 0) {
		buf_byte(to, way != NULL && *way != '\0' ? ' ' : ':');
		buf_span(to, text);
	}
}

/* Where there is room. */
static inline void
add_part(struct buf *id, struct span s)
{
	word_copy(id->at + id->len, s.at, s.len);
	id->len += s.len;
	id->at[id->len++] = ':';
}

/* type:day:[entity:]customer:doc:ref:[currency:]number.  The customer is that
   of doc: there may be two receipts of one number that dispute one item. */
static void
put_id(const struct apply *a, struct csvout *w, const struct apply_row *r)
{
	struct buf *id = csvout_make(w);
	struct span type = span_of(posting_type_name(r->type));

	buf_room(id, r->entity.len + r->payer.len + r->doc.len + r->ref.len +
			 type.len + 4 * MONEY_CHARS);
	add_part(id, type);
	add_part(id, span_of(a->day));
	if (a->has_entity)
		add_part(id, r->entity);
	add_part(id, r->payer);
	add_part(id, r->doc);
	add_part(id, r->ref);
	if (a->has_currency)
		add_part(id, span_of(currency_code(r->currency)));
	id->len += money_format(id->at + id->len, r->number, 0);
	csvout_made(w);
}

/* Where the book names what the row acts on. */
static void
put_ref(const struct apply *a, struct csvout *w, const struct apply_row *r)
{
	bool other = r->ref_currency != r->currency && r->type == TYPE_APPLY;

	csvout_text(w, r->ref);
	csvout_date(w, r->ref_due);
	csvout_text(w, r->ref_customer);
	if (a->rates == NULL)
		return;
	csvout_string(w, other ? currency_code(r->ref_currency) : "");
	if (other)
		csvout_money(
		    w, r->ref_amount, currency_exponent(r->ref_currency));
	else
		csvout_string(w, "");
}

void
apply_row_put(const struct apply *a, struct csvout *w,
    const struct apply_row *r, bool wait)
{
	/* What changes an item is in the item's currency. */
	int currency = r->type == TYPE_APPLY || r->type == TYPE_TRANSFER
			   ? r->currency
			   : r->ref_currency;

	csvout_date(w, a->asof);
	csvout_string(w, posting_type_name(r->type));
	csvout_text(w, r->doc);
	csvout_text(w, r->customer);
	csvout_money(w, r->amount, currency_exponent(currency));
	if (a->has_currency)
		csvout_string(w, currency_code(currency));
	if (a->has_entity)
		csvout_text(w, r->entity);
	put_ref(a, w, r);
	put_id(a, w, r);
	csvout_string(w, r->reason);
	apply_rule_text(csvout_make(w), r->rule, r->way, r->text);
	csvout_made(w);
	csvout_count(w, r->score);
	if (wait)
		csvout_string(w, a->maker);
	csvout_row(w);
}
