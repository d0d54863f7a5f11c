#include "cmd/reconcile_check.h"

#include <stdarg.h>

#include "base/mem.h"
#include "cli/table.h"
#include "value/date.h"

static struct approval *
read_approval(struct reconcile_run *r)
{
	struct approval *a;

	if (r->approval_file == NULL)
		return NULL;
	a = approval_new(&r->tool.map->of[MAP_APPROVAL]);
	table_read(&r->tool, r->approval_file, MAP_APPROVAL, approval_required,
	    sizeof approval_required / sizeof *approval_required, approval_row,
	    a);
	return a;
}

const char *
check_text(struct check *c, const char *fmt, ...)
{
	struct buf b = {0};
	va_list ap;

	va_start(ap, fmt);
	buf_vformat(&b, fmt, ap);
	va_end(ap);
	buf_string(&b);
	c->texts =
	    mem_grow(c->texts, &c->text_cap, c->ntext + 1, sizeof *c->texts);
	c->texts[c->ntext++] = b.at;
	return b.at;
}

/* A row that an item names, for its place. */
static uint32_t
add_entry(struct reconcile_run *r, uint32_t unit, int32_t date, uint64_t line)
{
	size_t n = r->n[RECON_BOOK]++;

	r->entries[RECON_BOOK] = mem_grow(r->entries[RECON_BOOK],
	    &r->cap[RECON_BOOK], n + 1, sizeof *r->entries[RECON_BOOK]);
	r->entries[RECON_BOOK][n] = (struct recon_entry){.line = line,
	    .unit = unit,
	    .key = RECON_NONE,
	    .other_key = RECON_NONE,
	    .customer = RECON_NONE,
	    .batch = RECON_NONE,
	    .date = date,
	    .row_date = date};
	return (uint32_t)n;
}

/* Accounts are all one here: a unit is an entity's currency. */
void
check_add(struct check *c, const struct check_found *f)
{
	static const struct span none;
	struct reconcile_run *r = c->r;
	uint32_t unit = reconcile_unit(r, f->entity, none, f->currency);
	uint32_t *rows = mem_array(f->n, sizeof *rows);
	struct recon_item found = {.amount = {f->amount, 0},
	    .difference = f->difference,
	    .entry = {rows, NULL},
	    .n = {(uint32_t)f->n, 0},
	    .unit = unit,
	    .elsewhere = RECON_NONE,
	    .customer = reconcile_name(r, f->customer),
	    .key = reconcile_name(r, f->key),
	    .date = {f->date, f->other_date},
	    .class = (uint8_t)f->class};
	struct reconcile_item *item;

	for (size_t i = 0; i < f->n; i++)
		rows[i] = add_entry(r, unit, f->date, f->lines[i]);
	item = reconcile_add(r, &found);
	item->text = f->text;
	item->step = f->step;
	mem_free(rows);
}

void
reconcile_by_itself(struct reconcile_run *r)
{
	struct check *c = mem_array(1, sizeof *c);

	c->r = r;
	c->asof = r->to;
	c->closed = tool_closed(&r->tool);
	c->opened = UINT64_MAX;
	c->approval = read_approval(r);
	r->also = check_row;
	r->also_arg = c;
	check_row_open(c);
	reconcile_load(r);
	check_seen(c);
	check_row_close(c);
	check_dates(c);
	check_items(c);
	check_gaps(c);
	check_repeats(c);
}

void
reconcile_check_free(struct reconcile_run *r)
{
	struct check *c = r->also_arg;

	for (size_t i = 0; i < c->ntext; i++)
		mem_free(c->texts[i]);
	mem_free(c->texts);
	approval_free(c->approval);
	mem_free(c);
}
