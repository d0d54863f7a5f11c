#include "book/posting.h"
#include "book/posting_in.h"
#include "value/currency.h"
#include "value/date.h"
#include "value/money.h"

void
posting_open(struct posting_reader *r, const struct map_section *map)
{
	*r = (struct posting_reader){0};
	columns_open(&r->columns, map, posting_names, POSTING_NCOLUMN);
}

void
posting_close(struct posting_reader *r)
{
	columns_free(&r->columns);
}

static bool
have_any(const struct posting_reader *r, const enum posting_column *columns,
    size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (columns_have(&r->columns, columns[i]))
			return true;
	return false;
}

static bool
is_simple(const struct posting_reader *r)
{
	const struct columns *c = &r->columns;
	const struct money_style *m = &c->map->money;

	return c->at[POSTING_AMOUNT] >= 0 && !c->edits && m->decimal == '.' &&
	       m->group == 0 && m->negative == MONEY_MINUS && !m->symbol;
}

/* Whether most rows of a list of open items can take the short way. */
static bool
is_plain(const struct posting_reader *r)
{
	static const enum posting_column need[] = {
	    POSTING_DATE, POSTING_DOC, POSTING_CUSTOMER, POSTING_AMOUNT};
	static const enum posting_column may[] = {
	    POSTING_CURRENCY, POSTING_DUE, POSTING_DOC_DATE};
	const struct columns *c = &r->columns;
	bool plain = r->snapshot && r->sparse && r->ncheck == 0 && r->simple &&
		     c->map->negates.n == 0 && c->map->date_layout == NULL;

	for (size_t i = 0; i < sizeof need / sizeof *need; i++)
		plain = plain && c->at[need[i]] >= 0;
	for (size_t i = 0; i < sizeof may / sizeof *may; i++)
		plain = plain && c->fixed[may[i]].at == NULL;
	return plain;
}

void
posting_bind(struct posting_reader *r, const struct batch *b)
{
	static const enum posting_column typed[] = {POSTING_DISCOUNT_DATE,
	    POSTING_DISCOUNT, POSTING_TAX, POSTING_DEDUCTION, POSTING_FEE,
	    POSTING_INTEREST, POSTING_INTEREST_TO};
	static const enum posting_column texts[] = {POSTING_ENTITY,
	    POSTING_ACCOUNT, POSTING_REF, POSTING_REF_CUSTOMER,
	    POSTING_REF_ENTITY, POSTING_ID, POSTING_LINE, POSTING_REASON};

	if (r->columns.header == b->header)
		return;
	columns_bind(&r->columns, b->header);
	r->snapshot = !columns_have(&r->columns, POSTING_TYPE);
	r->sparse = !have_any(r, texts, sizeof texts / sizeof *texts);
	r->ncheck = 0;
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
		if (columns_have(&r->columns, typed[i]))
			r->checks[r->ncheck++] = (uint8_t)typed[i];
	r->simple = is_simple(r);
	r->plain = is_plain(r);
}

/* Field by field: compilers clear large structs with slow instructions. */
static void
clear(struct posting *p, uint64_t line)
{
	static const struct span none = {"", 0};

	p->line = line;
	p->type = TYPE_NOTE;
	p->currency = p->ref_currency = CURRENCY_UNNAMED;
	p->date = p->due = p->doc_date = p->ref_due = DATE_NONE;
	p->amount = p->ref_amount = 0;
	p->amount_blank = p->returned = p->opening = false;
	p->doc = p->customer = p->entity = p->account = none;
	p->ref = p->ref_customer = p->ref_entity = none;
	p->id = p->part = p->reason = none;
}

bool
posting_read(
    struct posting_reader *r, struct batch *b, uint32_t row, struct posting *p)
{
	clear(p, b->line[row]);
	if (r->plain && posting_read_plain(r, b, row, p))
		return true;
	if (r->plain)
		clear(p, b->line[row]);
	return posting_read_any(r, b, row, p);
}
