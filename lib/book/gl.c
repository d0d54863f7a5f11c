#include "book/gl.h"

#include "book/cells.h"
#include "value/currency.h"
#include "value/date.h"
#include "value/money.h"

enum gl_column {
	GL_DATE,
	GL_ACCOUNT,
	GL_AMOUNT,
	GL_DEBIT,
	GL_CREDIT,
	GL_CURRENCY,
	GL_BASE_AMOUNT,
	GL_REF,
	GL_SOURCE,
	GL_ENTRY,
	GL_MEMO,
	GL_CUSTOMER,
	GL_ENTITY
};

const char *const gl_names[GL_NCOLUMN] = {"date", "account", "amount", "debit",
    "credit", "currency", "base_amount", "ref", "source", "entry", "memo",
    "customer", "entity"};

void
gl_open(struct gl_reader *r, const struct map_section *map, int base)
{
	*r = (struct gl_reader){.base = base};
	columns_open(&r->columns, map, gl_names, GL_NCOLUMN);
}

void
gl_close(struct gl_reader *r)
{
	columns_free(&r->columns);
}

size_t
gl_required(const struct map_section *map, struct span *names)
{
	static const char *const needed[] = {"date", "account"};

	return columns_required(
	    map, needed, sizeof needed / sizeof *needed, names);
}

bool
gl_agree(const struct map_section *map, const struct csv_header *first,
    const struct csv_header *later, const char **column)
{
	static const char *const common[] = {
	    "amount", "debit", "credit", "currency", "base_amount", "entity"};

	return columns_agree(
	    map, first, later, common, sizeof common / sizeof *common, column);
}

void
gl_bind(struct gl_reader *r, const struct batch *b)
{
	columns_bind(&r->columns, b->header);
}

static bool
is_blank(const struct cells *in, enum gl_column column)
{
	return cells_text(in, column).len == 0;
}

/* Debit less credit; a blank cell is 0. */
static bool
read_two(const struct cells *in, struct gl_line *l)
{
	int64_t debit = 0, credit = 0;

	if (!is_blank(in, GL_DEBIT) &&
	    !cells_amount(in, GL_DEBIT, l->currency, &debit))
		return false;
	if (!is_blank(in, GL_CREDIT) &&
	    !cells_amount(in, GL_CREDIT, l->currency, &credit))
		return false;
	return money_add(debit, -credit, &l->amount) ||
	       cells_wrong(in, FAULT_RANGE, GL_CREDIT, NULL);
}

/* What an entry of revaluation moves is of the base alone. */
static bool
read_amount(
    const struct gl_reader *r, const struct cells *in, struct gl_line *l)
{
	bool two = columns_have(&r->columns, GL_DEBIT) ||
		   columns_have(&r->columns, GL_CREDIT);

	if (is_blank(in, GL_AMOUNT))
		return two || l->has_base
			   ? read_two(in, l)
			   : cells_wrong(in, FAULT_BLANK, GL_AMOUNT,
				 "every line has an amount");
	if (!is_blank(in, GL_DEBIT) || !is_blank(in, GL_CREDIT))
		return cells_wrong(in, FAULT_NUMBER, GL_AMOUNT,
		    "alone: a debit or a credit stands beside it");
	return cells_amount(in, GL_AMOUNT, l->currency, &l->amount);
}

static bool
read_currency(
    const struct gl_reader *r, const struct cells *in, struct gl_line *l)
{
	l->currency = CURRENCY_UNNAMED;
	return !columns_have(&r->columns, GL_CURRENCY) ||
	       cells_currency(in, GL_CURRENCY, &l->currency);
}

static bool
read_base(const struct gl_reader *r, const struct cells *in, struct gl_line *l)
{
	l->base_amount = 0;
	l->has_base = r->base >= 0 && !is_blank(in, GL_BASE_AMOUNT);
	return !l->has_base ||
	       cells_amount(in, GL_BASE_AMOUNT, r->base, &l->base_amount);
}

static bool
read_date(const struct cells *in, struct gl_line *l)
{
	if (is_blank(in, GL_DATE))
		return cells_wrong(
		    in, FAULT_BLANK, GL_DATE, "every line is of a day");
	return cells_date(in, GL_DATE, &l->date);
}

bool
gl_read(struct gl_reader *r, struct batch *b, uint32_t row, struct gl_line *l)
{
	struct cells in = {&r->columns, &r->seen, b, row};

	*l = (struct gl_line){.line = b->line[row],
	    .account = cells_text(&in, GL_ACCOUNT),
	    .ref = cells_text(&in, GL_REF),
	    .source = cells_text(&in, GL_SOURCE),
	    .entry = cells_text(&in, GL_ENTRY),
	    .memo = cells_text(&in, GL_MEMO),
	    .customer = cells_text(&in, GL_CUSTOMER),
	    .entity = cells_text(&in, GL_ENTITY)};
	if (l->account.len == 0)
		return cells_wrong(&in, FAULT_BLANK, GL_ACCOUNT,
		    "every line is of an account");
	return read_date(&in, l) && read_currency(r, &in, l) &&
	       read_base(r, &in, l) && read_amount(r, &in, l);
}
