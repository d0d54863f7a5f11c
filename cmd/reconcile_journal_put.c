#include "base/diag.h"
#include "cmd/reconcile_journal.h"
#include "format/beancount.h"
#include "format/hledger.h"
#include "value/currency.h"

static const char *const formats[] = {"csv", "hledger", "beancount", NULL};

/* A ledger that was read says which columns it has, so that the entries can be
   appended to it; else they are those that the book tells of. */
static void
choose_columns(struct journal *j)
{
	const struct reconcile_run *r = j->r;

	if (r->mode == RECONCILE_GL) {
		j->amounts = source_has(&r->other, "amount");
		j->sides = source_has(&r->other, "debit") ||
			   source_has(&r->other, "credit");
		j->currency = source_has(&r->other, "currency");
		j->base = source_has(&r->other, "base_amount");
		j->entity = source_has(&r->other, "entity");
	} else {
		j->sides = true;
		j->currency =
		    r->money != NULL || source_met(&r->book, "currency");
		j->entity = source_met(&r->book, "entity");
	}
}

static void
column(struct journal *j, bool there, const char *name, enum csv_kind kind)
{
	if (there)
		csvout_column(j->csv, span_of(name), kind);
}

static void
open_csv(struct journal *j)
{
	choose_columns(j);
	j->csv = csvout_new(j->out, CSV_CSV);
	column(j, true, "date", CSV_TEXT);
	column(j, true, "entry", CSV_TEXT);
	column(j, true, "account", CSV_TEXT);
	column(j, j->amounts, "amount", CSV_AMOUNT);
	column(j, j->sides, "debit", CSV_AMOUNT);
	column(j, j->sides, "credit", CSV_AMOUNT);
	column(j, j->currency, "currency", CSV_TEXT);
	column(j, j->base, "base_amount", CSV_AMOUNT);
	column(j, true, "ref", CSV_TEXT);
	column(j, true, "memo", CSV_TEXT);
	column(j, true, "customer", CSV_TEXT);
	column(j, j->entity, "entity", CSV_TEXT);
	column(j, true, "lines", CSV_TEXT);
}

void
journal_open(struct journal *j, struct out *out)
{
	j->out = out;
	j->format = (enum journal_format)opts_choice(
	    "--journal-format", j->r->journal_format, formats);
	if (j->format == JOURNAL_CSV)
		open_csv(j);
}

static void
put_amounts(struct journal *j, int128 amount, int exponent)
{
	bool debit = amount > 0;

	if (j->amounts && !j->sides)
		csvout_money(j->csv, amount, exponent);
	else if (j->amounts)
		csvout_string(j->csv, "");
	if (!j->sides)
		return;
	csvout_money_or_blank(j->csv, debit ? amount : 0, exponent);
	csvout_money_or_blank(j->csv, debit ? 0 : -amount, exponent);
}

static void
put_rows(struct journal *j, const struct journal_entry *e)
{
	int exponent = currency_exponent(e->currency);

	for (size_t i = 0; i < e->n; i++) {
		const struct journal_line *l = &e->line[i];

		csvout_date(j->csv, e->date);
		csvout_text(j->csv, e->number);
		csvout_text(j->csv, l->account);
		put_amounts(j, l->amount, exponent);
		if (j->currency)
			csvout_string(j->csv, currency_code(e->currency));
		if (j->base && j->r->money != NULL)
			csvout_money(j->csv, l->amount, exponent);
		else if (j->base)
			csvout_string(j->csv, "");
		csvout_text(j->csv, e->ref);
		csvout_text(j->csv, e->memo);
		csvout_text(j->csv, l->customer);
		if (j->entity)
			csvout_text(j->csv, l->entity);
		csvout_text(j->csv, e->lines);
		csvout_row(j->csv);
	}
}

static void __attribute__((noreturn))
refuse(const struct journal *j, const struct journal_misfit *why)
{
	if (why->account.len == 0)
		diag_fail("--journal-format %s: %s: give them one, --col "
			  "default.currency=CODE",
		    formats[j->format], why->what);
	diag_fail("--journal-format %s: account \"%.*s\" %s",
	    formats[j->format],
	    (int)(why->account.len < 60 ? why->account.len : 60),
	    why->account.at, why->what);
}

void
journal_put(struct journal *j, const struct journal_entry *e)
{
	struct journal_misfit why;
	bool good = true;

	if (j->format == JOURNAL_HLEDGER)
		good = hledger_write(&j->text, e, &why);
	else if (j->format == JOURNAL_BEANCOUNT)
		good = beancount_write(&j->text, e, &why);
	else
		put_rows(j, e);
	if (!good)
		refuse(j, &why);
	out_add(j->out, j->text.at, j->text.len);
	j->text.len = 0;
}

void
journal_close(struct journal *j)
{
	if (j->csv != NULL)
		csvout_end(j->csv);
	buf_free(&j->text);
}
