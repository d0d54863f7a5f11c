#include "cmd/import_csv.h"
#include "value/currency.h"
#include "value/date.h"

bool
import_csv_is_money(enum posting_column column)
{
	switch ((int)column) {
	case POSTING_AMOUNT:
	case POSTING_REF_AMOUNT:
	case POSTING_DISCOUNT:
	case POSTING_TAX:
	case POSTING_DEDUCTION:
	case POSTING_FEE:
	case POSTING_INTEREST:
		return true;
	default:
		return false;
	}
}

static bool
is_date(enum posting_column column)
{
	switch ((int)column) {
	case POSTING_DATE:
	case POSTING_DUE:
	case POSTING_DOC_DATE:
	case POSTING_REF_DUE:
	case POSTING_DISCOUNT_DATE:
	case POSTING_INTEREST_TO:
		return true;
	default:
		return false;
	}
}

/* A cell of a table and what may be a list in it, as a book has it: they were
   found good by posting_read. */
static void
put_list(struct import_table *t, struct span cell, enum posting_column column,
    int currency)
{
	const struct map_section *map = t->source.map;
	struct buf *b = csvout_make(t->in->rows);
	char text[MONEY_CHARS];
	bool more = cell.len > 0;
	int64_t minor = 0;
	int32_t date = DATE_NONE;

	while (more) {
		const char *mark = memchr(cell.at, ';', cell.len);
		struct span one = span_cut(&cell, ';');

		more = mark != NULL;
		if (is_date(column)) {
			map_date(map, one, &date);
			buf_add(b, text, date_format(text, date));
		} else {
			int exponent = currency_exponent(currency);

			money_parse(one, exponent, &map->money, &minor);
			buf_add(b, text, money_format(text, minor, exponent));
		}
		if (more)
			buf_byte(b, ';');
	}
	csvout_made(t->in->rows);
}

static struct span
made(const struct buf *b)
{
	return (struct span){b->at, b->len};
}

/* What the option says stands where the table says nothing. */
static struct span
or_option(struct span cell, const char *option)
{
	return cell.len > 0 ? cell : span_of(option);
}

/* The number and the id that the row has, or gets. */
static void
name(struct import_table *t, const struct posting *p, struct span memo)
{
	struct import *in = t->in;
	const struct pay as = {.amount = p->amount,
	    .currency = p->currency,
	    .date = p->date,
	    .account = span_of(posting_type_name(p->type)),
	    .ref = p->doc,
	    .number = p->ref,
	    .payer = p->customer,
	    .payer_account = p->part,
	    .memo = memo};
	bool opens = posting_class(p->type) == CLASS_OPENS;

	import_name_begin(in, &as, p->amount);
	if (p->id.len == 0) {
		import_name_id(in, &in->last.id);
	} else {
		in->last.id.len = 0;
		buf_span(&in->last.id, p->id);
	}
	in->last.doc.len = 0;
	if (p->doc.len == 0 && opens)
		import_name_doc(in, p->customer, &in->last.doc);
	else
		buf_span(&in->last.doc, p->doc);
}

static void
put(struct import_table *t, const struct posting *p, enum posting_column column,
    struct span cell)
{
	struct import *in = t->in;
	struct csvout *w = in->rows;

	switch ((int)column) {
	case POSTING_TYPE:
		csvout_string(w, posting_type_name(p->type));
		return;
	case POSTING_DOC:
		csvout_text(w, made(&in->last.doc));
		return;
	case POSTING_ID:
		csvout_text(w, made(&in->last.id));
		return;
	case POSTING_CURRENCY:
		csvout_string(w, currency_code(p->currency));
		return;
	case POSTING_ENTITY:
		csvout_text(w, or_option(cell, in->entity));
		return;
	case POSTING_ACCOUNT:
		csvout_text(w, or_option(cell, in->account));
		return;
	case POSTING_AMOUNT: /* its sign may be another than the cell's */
		if (p->amount_blank)
			csvout_text(w, span_of(""));
		else
			csvout_money(
			    w, p->amount, currency_exponent(p->currency));
		return;
	default:
		break;
	}
	if (import_csv_is_money(column) || is_date(column))
		put_list(t, cell, column,
		    column == POSTING_REF_AMOUNT ? p->ref_currency
						 : p->currency);
	else
		csvout_text(w, cell);
}

void
import_csv_row(struct import_table *t, const struct batch *b, uint32_t row,
    const struct posting *p)
{
	const struct columns *c = &t->posting.columns;
	struct import *in = t->in;

	name(t, p, columns_cell(c, b, row, POSTING_MEMO));
	if (in->held != NULL &&
	    intern_find(in->held, made(&in->last.id)) != INTERN_NONE) {
		t->nheld++;
		import_name_forget(in);
		return;
	}
	import_count(in, COUNTED_ITEM, p->currency, p->amount);
	for (int i = 0; i < POSTING_NCOLUMN; i++)
		if (t->has[i])
			put(t, p, (enum posting_column)i,
			    columns_cell(c, b, row, (size_t)i));
	csvout_row(in->rows);
}
