#include <stdio.h>

#include "base/mem.h"
#include "cli/base.h"
#include "value/currency.h"
#include "value/decimal.h"
#include "value/money.h"

static const char *const names[] = {"rate"};

void
base_cell_open(
    struct base_cell *c, const struct base *b, const struct map_section *map)
{
	*c = (struct base_cell){.base = b};
	if (b != NULL && b->booked)
		columns_open(&c->columns, map, names, 1);
}

void
base_cell_close(struct base_cell *c)
{
	if (c->base != NULL && c->base->booked)
		columns_free(&c->columns);
}

struct decimal
base_cell_read(struct base_cell *c, const struct batch *b, uint32_t row)
{
	struct decimal rate = {0, 0}, none = {0, 0};

	if (c->base == NULL || !c->base->booked)
		return none;
	columns_bind(&c->columns, b->header);
	return decimal_parse(columns_cell(&c->columns, b, row, 0),
		   &c->columns.map->money, &rate) == MONEY_OK &&
		       rate.n > 0
		   ? rate
		   : none;
}

void
base_check_rate(const struct base *b, struct faults *faults, uint64_t line,
    int currency, struct decimal rate)
{
	static const struct decimal one = {1, 0};
	const char *code = currency_code(currency);
	char text[MONEY_CHARS + 60], *to = text;

	if (rate.n == 0 || currency != b->currency ||
	    decimal_compare(rate, one) == 0)
		return;
	to += decimal_format(to, rate);
	snprintf(
	    to, 60, " in a row of %s: is %s the base of the book?", code, code);
	fault_add(faults, FAULT_RATE, line, "rate", (struct span){0}, text,
	    (struct span){0});
}

void
base_book_open(
    struct base_book *b, const struct base *base, const struct map_section *map)
{
	*b = (struct base_book){0};
	base_cell_open(&b->cell, base, map);
}

void
base_book_close(struct base_book *b)
{
	base_cell_close(&b->cell);
	fault_free(&b->wrong);
	mem_free(b->at);
}

void
base_book_note(struct base_book *b, const struct posting *p,
    const struct batch *batch, uint32_t row)
{
	struct decimal rate = base_cell_read(&b->cell, batch, row);

	if (rate.n == 0)
		return;
	base_check_rate(b->cell.base, &b->wrong, p->line, p->currency, rate);
	b->at = mem_grow(b->at, &b->cap, b->n + 1, sizeof *b->at);
	b->at[b->n++] = (struct base_entry){p->line, rate};
}

static const struct decimal *
find(const struct base_book *b, uint64_t line)
{
	size_t from = 0, to = b->n;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (b->at[mid].line < line)
			from = mid + 1;
		else
			to = mid;
	}
	return from < b->n && b->at[from].line == line ? &b->at[from].rate
						       : NULL;
}

const struct decimal *
base_booked(const struct base_book *b, const struct ledger_piece *p)
{
	const struct decimal *rate;

	if (b->n == 0)
		return NULL;
	rate = find(b, p->line);
	return rate == NULL && p->transferred ? find(b, p->origin) : rate;
}
