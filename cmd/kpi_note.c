#include <stdlib.h>

#include "base/mem.h"
#include "cli/source.h"
#include "cmd/kpi_in.h"
#include "value/currency.h"

#define CHUNK_BITS 16
#define AUTO       (1U << 31) /* of a trait: made by a rule */

/* Columns that the ledger does not look at. */
enum note_column {
	NOTE_DISCOUNT_DATE,
	NOTE_DISCOUNT,
	NOTE_TAX,
	NOTE_RULE,
	NOTE_COLUMNS
};

static const char *const names[NOTE_COLUMNS] = {
    "discount_date", "discount", "tax", "rule"};

static unsigned
class_of(struct span reason)
{
	static const struct {
		const char *name;
		unsigned class;
	} known[] = {
	    {"interest", KPI_NO_SALE},
	    {"fee", KPI_NO_SALE},
	    {"opening", KPI_NO_SALE},
	    {"netting", KPI_NO_SALE},
	    {"void", KPI_VOID | KPI_EXCUSED},
	    {"rebill", KPI_VOID},
	    {"nsf", KPI_EXCUSED},
	    {"bank-return", KPI_EXCUSED},
	    {"bad-debt", KPI_BAD_DEBT},
	    {"", KPI_BAD_DEBT},
	    {"recovery", KPI_RECOVERY},
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (span_is(reason, known[i].name))
			return known[i].class;
	return 0;
}

/* The number of a reason; 0 is none. */
static uint32_t
reason_number(struct kpi_note *n, struct span reason)
{
	uint32_t before = intern_count(n->reasons);
	uint32_t id = intern_add(n->reasons, reason);

	if (id == before) {
		n->classes = mem_grow(
		    n->classes, &n->class_cap, id + 1, sizeof *n->classes);
		n->classes[id] = class_of(reason);
	}
	return id;
}

struct kpi_note *
kpi_note_new(struct kpi_run *r)
{
	struct kpi_note *n = mem_array(1, sizeof *n);

	columns_open(&n->columns, r->source.map, names, NOTE_COLUMNS);
	carry_open(&n->carry, r->source.map, &r->carried);
	base_book_open(&n->booked, r->money, r->source.map);
	n->first = INT32_MAX;
	n->reasons = intern_new();
	reason_number(n, span_of(""));
	return n;
}

void
kpi_note_free(struct kpi_note *n)
{
	columns_free(&n->columns);
	carry_close(&n->carry);
	intern_free(n->reasons);
	for (size_t i = 0; i < n->ntrait; i++)
		mem_free(n->traits[i]);
	mem_free(n->traits);
	mem_free(n->classes);
	mem_free(n->tax.at);
	mem_free(n->discount.at);
	base_book_close(&n->booked);
	mem_free(n);
}

/* Most rows have neither reason nor rule: no chunk is made for them. */
static void
set_trait(struct kpi_note *n, uint64_t line, uint32_t trait)
{
	size_t chunk = (size_t)(line >> CHUNK_BITS);

	if (trait == 0)
		return;
	if (chunk >= n->ntrait) {
		n->traits = mem_grow(
		    n->traits, &n->trait_cap, chunk + 1, sizeof *n->traits);
		for (; n->ntrait <= chunk; n->ntrait++)
			n->traits[n->ntrait] = NULL;
	}
	if (n->traits[chunk] == NULL)
		n->traits[chunk] =
		    mem_array((size_t)1 << CHUNK_BITS, sizeof **n->traits);
	n->traits[chunk][line & ((1U << CHUNK_BITS) - 1)] = trait;
}

static uint32_t
trait(const struct kpi_note *n, uint64_t line)
{
	size_t chunk = (size_t)(line >> CHUNK_BITS);

	if (chunk >= n->ntrait || n->traits[chunk] == NULL)
		return 0;
	return n->traits[chunk][line & ((1U << CHUNK_BITS) - 1)];
}

uint32_t
kpi_note_reason(const struct kpi_note *n, uint64_t line)
{
	return trait(n, line) & ~AUTO;
}

unsigned
kpi_note_class(const struct kpi_note *n, uint64_t line)
{
	return n->classes[kpi_note_reason(n, line)];
}

bool
kpi_note_auto(const struct kpi_note *n, uint64_t line)
{
	return (trait(n, line) & AUTO) != 0;
}

static void
mark(struct kpi_marks *m, uint64_t line, int64_t n, int32_t day)
{
	m->at = mem_grow(m->at, &m->cap, m->n + 1, sizeof *m->at);
	m->at[m->n++] = (struct kpi_mark){line, n, day};
}

static int
by_line(const void *key, const void *mark)
{
	uint64_t line = *(const uint64_t *)key;
	uint64_t other = ((const struct kpi_mark *)mark)->line;

	return (line > other) - (line < other);
}

const struct kpi_mark *
kpi_mark_find(const struct kpi_marks *m, uint64_t line)
{
	return m->n == 0 ? NULL
			 : bsearch(&line, m->at, m->n, sizeof *m->at, by_line);
}

/* The reader has checked these cells: what is wrong in them is a fault. */
static int64_t
largest(const struct columns *c, struct span list, int currency)
{
	int64_t most = 0, minor;

	while (list.len > 0) {
		struct span tier = span_cut(&list, ';');

		if (money_parse(tier, currency_exponent(currency),
			&c->map->money, &minor) == MONEY_OK &&
		    minor > most)
			most = minor;
	}
	return most;
}

static int32_t
latest(const struct columns *c, struct span list)
{
	int32_t last = DATE_NONE, day;

	while (list.len > 0) {
		struct span tier = span_cut(&list, ';');

		if (map_date(c->map, tier, &day) && day > last)
			last = day;
	}
	return last;
}

static void
note_discount(struct kpi_note *n, const struct posting *p, struct span amounts,
    struct span days)
{
	int64_t most = largest(&n->columns, amounts, p->currency);
	int32_t last = latest(&n->columns, days);

	if (most > 0 && last != DATE_NONE)
		mark(&n->discount, p->line, most, last);
}

static void
note_tax(struct kpi_note *n, const struct posting *p, struct span cell)
{
	int64_t minor;

	if (cell.len > 0 &&
	    money_parse(cell, currency_exponent(p->currency),
		&n->columns.map->money, &minor) == MONEY_OK &&
	    minor != 0)
		mark(&n->tax, p->line, minor, 0);
}

/* A document may be older than its row. */
static void
note_first(struct kpi_note *n, const struct posting *p)
{
	if (p->date < n->first)
		n->first = p->date;
	if (p->doc_date != DATE_NONE && p->doc_date < n->first)
		n->first = p->doc_date;
}

/* By a rule, unless the rule is somebody's hand. */
static bool
is_auto(struct span rule)
{
	return rule.len > 0 && !span_is(rule, "manual");
}

static void
note_cells(struct kpi_note *n, const struct kpi_run *r, const struct posting *p,
    const struct batch *b, uint32_t row)
{
	const struct columns *c = &n->columns;
	bool opens = posting_class(p->type) == CLASS_OPENS;

	if (opens || p->type == TYPE_TRANSFER)
		note_first(n, p);
	if (opens && columns_have(c, NOTE_DISCOUNT))
		note_discount(n, p, columns_cell(c, b, row, NOTE_DISCOUNT),
		    columns_cell(c, b, row, NOTE_DISCOUNT_DATE));
	if (r->net && (opens || p->type == TYPE_REVERSE))
		note_tax(n, p, columns_cell(c, b, row, NOTE_TAX));
}

uint32_t
kpi_note_row(
    void *arg, const struct posting *p, const struct batch *b, uint32_t row)
{
	struct kpi_run *r = arg;
	struct kpi_note *n = r->note;
	uint32_t trait = p->reason.len > 0 ? reason_number(n, p->reason) : 0;

	columns_bind(&n->columns, b->header);
	if (r->source.keep != NULL)
		keep_add(r->source.keep, b, row);
	if (p->type == TYPE_APPLY &&
	    is_auto(columns_cell(&n->columns, b, row, NOTE_RULE)))
		trait |= AUTO;
	set_trait(n, p->line, trait);
	n->has_returns = n->has_returns || p->returned;
	note_cells(n, r, p, b, row);
	base_book_note(&n->booked, p, b, row);
	return carry_tag(&n->carry, b, row);
}

struct span
kpi_reason(const struct kpi_run *r, uint32_t reason)
{
	struct span text = intern_text(r->note->reasons, reason);

	return text.len > 0 ? text : span_of("other");
}
