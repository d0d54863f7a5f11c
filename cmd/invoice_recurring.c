#include <stdlib.h>

#include "base/mem.h"
#include "cli/table.h"
#include "cmd/invoice_recurring_in.h"

_Static_assert(CONTRACT_MONTHS <= RECURRING_MONTHS, "periods too long to walk");

bool
invoice_proration(const char *name, enum recurring_basis *basis)
{
	static const char *const names[] = {
	    [RECURRING_ACTUAL] = "actual",
	    [RECURRING_30] = "30",
	    [RECURRING_28] = "28",
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(name, names[i])) {
			*basis = (enum recurring_basis)i;
			return true;
		}
	return false;
}

static void
take_row(void *arg, struct batch *b, uint32_t row)
{
	struct recurring_state *s = arg;
	struct contract c;

	if (!contract_read(&s->reader, b, row, &c))
		return;
	for (size_t i = 0; i < CONTRACT_NTEXT; i++)
		c.text[i] =
		    intern_text(s->texts, intern_add(s->texts, c.text[i]));
	s->contracts = mem_grow(s->contracts, &s->contract_cap,
	    s->ncontract + 1, sizeof *s->contracts);
	s->contracts[s->ncontract++] = c;
}

static void
read_contracts(struct recurring_state *s)
{
	const struct recurring_run *run = s->run;
	const struct map_section *map = &run->tool->map->of[MAP_CONTRACTS];

	contract_open(&s->reader, map);
	table_read(run->tool, run->contracts_file, MAP_CONTRACTS,
	    contract_required, CONTRACT_NREQUIRED, take_row, s);
}

static void
walk(struct recurring_state *s, size_t contract)
{
	const struct contract *c = &s->contracts[contract];
	struct recurring plan = {.start = c->start,
	    .end = c->end,
	    .months = c->months,
	    .anchor = c->anchor,
	    .grid = c->grid,
	    .arrears = c->arrears,
	    .early = c->early};
	struct recurring_walk w;
	struct recurring_line line;

	recurring_open(&w, &plan, s->run->basis, s->run->from, s->run->to);
	while (recurring_next(&w, &line)) {
		s->dues = mem_grow(
		    s->dues, &s->due_cap, s->ndue + 1, sizeof *s->dues);
		s->dues[s->ndue++] = (struct recurring_due){line, contract};
	}
}

/* No two lines of one contract have one date. */
static int
by_date(const void *x, const void *y)
{
	const struct recurring_due *a = x, *b = y;

	if (a->line.date != b->line.date)
		return a->line.date < b->line.date ? -1 : 1;
	return (a->contract > b->contract) - (a->contract < b->contract);
}

void
invoice_recurring(const struct recurring_run *run, struct csvout *w)
{
	struct recurring_state s = {.run = run, .texts = intern_new(), .w = w};

	read_contracts(&s);
	for (size_t i = 0; i < s.ncontract; i++)
		walk(&s, i);
	if (s.ndue > 0)
		qsort(s.dues, s.ndue, sizeof *s.dues, by_date);
	invoice_recurring_columns(&s);
	for (size_t i = 0; i < s.ndue; i++)
		invoice_recurring_put(&s, &s.dues[i]);
	contract_close(&s.reader);
	intern_free(s.texts);
	mem_free(s.contracts);
	mem_free(s.dues);
}
