/* Rows out: the book's, the bank's, and those of --raw. */
#include "base/out.h"
#include "cmd/import.h"
#include "value/currency.h"
#include "value/date.h"

static void
columns(struct csvout *w, const char *const *names, const char *amounts)
{
	for (; *names != NULL; names++)
		csvout_column(w, span_of(*names),
		    opts_lists(amounts, span_of(*names)) ? CSV_AMOUNT
							 : CSV_TEXT);
}

static void
begin_raw(struct import *in)
{
	static const char *const names[] = {
	    "file", "line", "record", "field", "value", NULL};

	columns(in->rows, names, NULL);
}

static void
begin_book(struct import *in)
{
	static const char *const first[] = {"date", "type", "doc", "customer",
	    "amount", "currency", "ref", "doc_date", NULL};
	static const char *const items[] = {"due", "terms", "po", NULL};
	static const char *const last[] = {
	    "id", "discount", "reason", "memo", "deduction", NULL};
	static const char money[] = "amount,discount,deduction";

	columns(in->rows, first, money);
	if (in->format->items)
		columns(in->rows, items, NULL);
	columns(in->rows, last, money);
	if (in->entity != NULL)
		csvout_column(in->rows, span_of("entity"), CSV_TEXT);
	if (in->account != NULL)
		csvout_column(in->rows, span_of("account"), CSV_TEXT);
}

static void
begin_bank(struct import *in)
{
	static const char *const names[] = {"date", "amount", "currency", "ref",
	    "payer", "memo", "account", "id", NULL};

	in->bank_out = out_new(in->bank_lines);
	in->bank = csvout_new(in->bank_out, CSV_CSV);
	columns(in->bank, names, "amount");
	if (in->entity != NULL)
		csvout_column(in->bank, span_of("entity"), CSV_TEXT);
}

void
import_rows_begin(struct import *in, struct out *out)
{
	in->rows = csvout_new(out, in->tool.format);
	if (in->raw)
		begin_raw(in);
	else
		begin_book(in);
	if (in->bank_lines != NULL)
		begin_bank(in);
}

static void
money(struct csvout *w, int64_t n, int currency, bool told)
{
	if (told)
		csvout_money_or_blank(w, n, currency_exponent(currency));
	else
		csvout_text(w, span_of(""));
}

void
import_row(struct import *in, const struct import_row *r)
{
	struct csvout *w = in->rows;

	csvout_date(w, r->date);
	csvout_string(w, r->type);
	csvout_text(w, r->doc);
	csvout_text(w, r->customer);
	csvout_money(w, r->amount, currency_exponent(r->currency));
	csvout_string(w, currency_code(r->currency));
	csvout_text(w, r->ref);
	csvout_date(w, r->doc_date);
	if (in->format->items) {
		csvout_date(w, r->due);
		csvout_text(w, r->terms);
		csvout_text(w, r->po);
	}
	csvout_text(w, r->id);
	money(w, r->discount, r->currency, r->remit);
	csvout_text(w, r->reason);
	csvout_text(w, r->memo);
	money(w, r->deduction, r->currency, r->remit);
	if (in->entity != NULL)
		csvout_string(w, in->entity);
	if (in->account != NULL)
		csvout_string(w, in->account);
	csvout_row(w);
}

/* A cell of what a format gave. */
static void
plain(struct import *in, struct span s)
{
	in->payer.len = 0;
	import_plain(&in->payer, s);
	csvout_text(in->bank, (struct span){in->payer.at, in->payer.len});
}

void
import_bank_line(struct import *in, const struct pay *p, int64_t amount,
    struct span id, struct span memo)
{
	struct csvout *w = in->bank;

	csvout_date(w, p->date);
	csvout_money(w, amount, currency_exponent(p->currency));
	csvout_string(w, currency_code(p->currency));
	plain(in, p->ref.len > 0 ? p->ref : p->number);
	plain(in, p->payer);
	csvout_text(w, memo);
	plain(in, p->account);
	csvout_text(w, id);
	if (in->entity != NULL)
		csvout_string(w, in->entity);
	csvout_row(w);
}

void
import_record(struct import *in, uint64_t line, const char *name)
{
	in->file.nrecord++;
	in->record = name;
	in->record_line = line;
}

void
import_raw(struct import *in, const char *field, struct span value)
{
	struct csvout *w = in->rows;

	if (!in->raw)
		return;
	csvout_string(w, in->file.name);
	csvout_count(w, (int64_t)in->record_line);
	csvout_string(w, in->record);
	csvout_string(w, field);
	csvout_text(w, value);
	csvout_row(w);
}

void
import_rows_end(struct import *in)
{
	csvout_end(in->rows);
	if (in->bank != NULL) {
		csvout_end(in->bank);
		out_stage(in->bank_out);
	}
}
