#include "book/bank.h"

#include "book/cells.h"
#include "value/currency.h"
#include "value/date.h"

enum bank_column {
	BANK_DATE,
	BANK_AMOUNT,
	BANK_CURRENCY,
	BANK_REF,
	BANK_PAYER,
	BANK_MEMO,
	BANK_ACCOUNT,
	BANK_ID,
	BANK_ENTITY
};

const char *const bank_names[BANK_NCOLUMN] = {"date", "amount", "currency",
    "ref", "payer", "memo", "account", "id", "entity"};

void
bank_open(struct bank_reader *r, const struct map_section *map)
{
	*r = (struct bank_reader){0};
	columns_open(&r->columns, map, bank_names, BANK_NCOLUMN);
}

void
bank_close(struct bank_reader *r)
{
	columns_free(&r->columns);
}

size_t
bank_required(const struct map_section *map, struct span *required)
{
	static const char *const needed[] = {"date", "amount"};

	return columns_required(
	    map, needed, sizeof needed / sizeof *needed, required);
}

bool
bank_agree(const struct map_section *map, const struct csv_header *first,
    const struct csv_header *later, const char **column)
{
	static const char *const common[] = {"currency", "entity"};

	return columns_agree(
	    map, first, later, common, sizeof common / sizeof *common, column);
}

void
bank_bind(struct bank_reader *r, const struct batch *b)
{
	columns_bind(&r->columns, b->header);
}

bool
bank_has(const struct bank_reader *r, const char *column)
{
	for (size_t i = 0; i < BANK_NCOLUMN; i++)
		if (span_is(span_of(bank_names[i]), column))
			return columns_have(&r->columns, i);
	return false;
}

static bool
read_date(const struct cells *in, int32_t *date)
{
	if (!cells_date(in, BANK_DATE, date))
		return false;
	return *date != DATE_NONE || cells_wrong(in, FAULT_BLANK, BANK_DATE,
					 "a line of the bank has its day");
}

static bool
read_money(const struct cells *in, struct bank_line *l)
{
	l->currency = CURRENCY_UNNAMED;
	if (columns_have(in->columns, BANK_CURRENCY) &&
	    !cells_currency(in, BANK_CURRENCY, &l->currency))
		return false;
	if (cells_text(in, BANK_AMOUNT).len == 0)
		return cells_wrong(in, FAULT_BLANK, BANK_AMOUNT,
		    "a line of the bank moves money");
	return cells_amount(in, BANK_AMOUNT, l->currency, &l->amount);
}

bool
bank_read(
    struct bank_reader *r, struct batch *b, uint32_t row, struct bank_line *l)
{
	const struct cells in = {&r->columns, &r->seen, b, row};

	l->line = b->line[row];
	if (!read_date(&in, &l->date) || !read_money(&in, l))
		return false;
	l->ref = cells_text(&in, BANK_REF);
	l->payer = cells_text(&in, BANK_PAYER);
	l->memo = cells_text(&in, BANK_MEMO);
	l->account = cells_text(&in, BANK_ACCOUNT);
	l->id = cells_text(&in, BANK_ID);
	l->entity = cells_text(&in, BANK_ENTITY);
	return true;
}
