/* Lines of the bank's statements (--bank). */
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "book/bank.h"
#include "cmd/reconcile_bank.h"
#include "value/currency.h"

static const char *const optional[] = {
    "currency", "entity", "ref", "payer", "memo", "id", NULL};

static const struct source_kind source_bank = {
    .table = MAP_BANK,
    .names = bank_names,
    .n = BANK_NCOLUMN,
    .required = bank_required,
    .optional = optional,
    .agree = bank_agree,
};

struct reader {
	struct reconcile_bank *b;
	struct bank_reader bank;
	struct bank_line *lines; /* of the batch at hand */
	size_t n, cap;
};

/* What the bank does not say, the other side does, where it says one thing. */
static void
settle_currency(struct reconcile_run *r)
{
	const char *side = r->no_book ? "GL" : "book";
	char text[] = "bank.default.currency=XXX";
	int currency = reconcile_only_currency(r);

	if (source_has(&r->other, "currency")) {
		if (!source_met(&r->book, "currency"))
			diag_fail("the bank has currencies, and the %s none: "
				  "give its own, --col "
				  "%sdefault.currency=CODE",
			    side, r->no_book ? "gl." : "");
		return;
	}
	if (currency == CURRENCY_BAD)
		diag_fail("the %s has several currencies, and the bank no "
			  "column \"currency\": give its own, --col "
			  "bank.default.currency=CODE",
		    side);
	if (currency == CURRENCY_UNNAMED)
		return;
	memcpy(text + sizeof text - 4, currency_code(currency), 3);
	map_column(r->tool.map, MAP_BANK, text);
}

static void
check_entities(const struct reconcile_run *r)
{
	const char *side = r->no_book ? "GL" : "book";
	bool book = source_met(&r->book, "entity");
	bool bank = source_has(&r->other, "entity");

	if (book && !bank)
		diag_fail("the %s has entities, and the bank none: give it "
			  "one, --col bank.default.entity=NAME",
		    side);
	if (bank && !book)
		diag_fail("the bank has entities, and the %s none: give it "
			  "one, --col %sdefault.entity=NAME",
		    side, r->no_book ? "gl." : "");
}

static void
take_line(struct reconcile_bank *b, const struct bank_line *l)
{
	struct reconcile_run *r = b->r;
	bool both = l->ref.len > 0 && l->id.len > 0;
	struct bank_entry e = {.amount = l->amount,
	    .line = l->line,
	    .refs = {reconcile_name(r, l->ref.len > 0 ? l->ref : l->id),
		both ? reconcile_name(r, l->id) : RECON_NONE, RECON_NONE},
	    .customer = RECON_NONE,
	    .batch = RECON_NONE,
	    .date = l->date,
	    .payer = reconcile_bank_text(b, l->payer),
	    .memo = reconcile_bank_text(b, l->memo)};

	e.unit =
	    reconcile_unit(r, l->entity, (struct span){"", 0}, l->currency);
	reconcile_bank_add(b, RECON_OTHER, &e);
}

/* Any thread at any time. */
static void
read_batch(void *context, struct batch *b)
{
	struct reader *r = context;
	uint64_t dropped = 0;

	r->n = 0;
	r->lines = mem_grow(r->lines, &r->cap, b->nrow, sizeof *r->lines);
	bank_bind(&r->bank, b);
	for (uint32_t i = 0; i < b->nrow; i++)
		if (columns_drop(&r->bank.columns, b, i))
			dropped++;
		else if (bank_read(&r->bank, b, i, &r->lines[r->n]))
			r->n++;
	source_dropped(&r->b->r->other, dropped);
}

/* One thread at a time, in the order of the input. */
static void
take_batch(void *context, struct batch *b)
{
	struct reader *r = context;

	(void)b;
	for (size_t i = 0; i < r->n; i++)
		take_line(r->b, &r->lines[i]);
}

void
reconcile_bank_lines(struct reconcile_bank *b)
{
	struct reconcile_run *r = b->r;
	uint32_t n = tool_threads(&r->tool);
	struct reader *readers = mem_array(n, sizeof *readers);
	void **context = mem_array(n, sizeof *context);

	source_open_files(
	    &r->other, &r->tool, &source_bank, r->bank.at, r->bank.n);
	settle_currency(r);
	check_entities(r);
	for (uint32_t i = 0; i < n; i++) {
		readers[i].b = b;
		bank_open(&readers[i].bank, r->other.map);
		context[i] = &readers[i];
	}
	source_run_turns(&r->other, n, read_batch, take_batch, context);
	for (uint32_t i = 0; i < n; i++) {
		bank_close(&readers[i].bank);
		mem_free(readers[i].lines);
	}
	mem_free(readers);
	mem_free(context);
	source_fail(&r->other, &r->other.faults);
}
