#include "cli/carry.h"

void
carry_open(struct carry *c, const struct map_section *map,
    const struct carried *carried)
{
	*c = (struct carry){.tags = intern_new()};
	columns_open(&c->columns, map, carried->names, carried->n);
	intern_add(c->tags, span_of("")); /* 0: nothing carried */
}

void
carry_close(struct carry *c)
{
	columns_free(&c->columns);
	intern_free(c->tags);
	buf_free(&c->key);
}

uint32_t
carry_tag(struct carry *c, const struct batch *b, uint32_t row)
{
	if (c->columns.n == 0)
		return 0;
	columns_bind(&c->columns, b->header);
	c->key.len = 0;
	for (size_t i = 0; i < c->columns.n; i++) {
		if (i > 0)
			buf_byte(&c->key, '\0');
		buf_span(&c->key, columns_cell(&c->columns, b, row, i));
	}
	return intern_add(c->tags,
	    (struct span){c->key.at != NULL ? c->key.at : "", c->key.len});
}

void
carry_cells(
    const struct carry *c, const struct ledger_piece *p, struct span *cells)
{
	struct span tag = intern_text(c->tags, p->tag);

	for (size_t i = 0; i < c->columns.n; i++)
		cells[i] = fields_part(tag, i);
}

struct fields_view
carry_view(const struct carry *c, const struct ledger *l,
    const struct ledger_item *item, const struct ledger_piece *p,
    struct span *cells)
{
	carry_cells(c, p, cells);
	return (struct fields_view){ledger_text(l, item->customer),
	    ledger_text(l, item->doc), ledger_text(l, item->entity),
	    ledger_text(l, p->account), ledger_text(l, p->part), item->date,
	    p->due, p->doc_date, item->currency, (enum posting_type)item->kind,
	    cells};
}
