#include "base/buf.h"
#include "base/diag.h"
#include "cmd/reconcile.h"
#include "value/currency.h"
#include "value/money.h"

static void
put(struct buf *line, const char *before, int128 minor, int exponent)
{
	char text[MONEY_CHARS];

	money_format(text, minor, exponent);
	buf_text(line, before);
	buf_text(line, text);
}

static void
put_name(struct buf *line, struct span name)
{
	if (name.len == 0)
		return;
	buf_text(line, line->len > 0 ? " " : "");
	buf_span(line, name);
}

static void
prove(struct reconcile_run *r, uint32_t unit)
{
	const struct recon_unit *u = &r->units[unit];
	int128 book = reconcile_total(r, unit, RECON_BOOK);
	int128 other = reconcile_total(r, unit, RECON_OTHER), items = 0;
	struct buf line = {0};

	for (enum recon_class c = 0; c < RECON_NCLASS; c++)
		items += reconcile_tally(r, unit, c)->difference;
	put_name(&line, reconcile_text(r, u->entity));
	put_name(&line, reconcile_text(r, u->account));
	put_name(&line, span_of(currency_code(u->currency)));
	put(&line, line.len > 0 ? ": book " : "book ", book, u->exponent);
	put(&line, " - other ", other, u->exponent);
	put(&line, " = difference ", book - other, u->exponent);
	put(&line, " = items ", items, u->exponent);
	put(&line, " + unexplained ", book - other - items, u->exponent);
	if (book - other != items)
		diag_fail("the proof does not hold: please report this book: "
			  "%s",
		    buf_string(&line));
	if (r->tool.proof)
		diag_say("proof: %s", buf_string(&line));
	buf_free(&line);
}

int128
reconcile_total(
    const struct reconcile_run *r, uint32_t unit, enum recon_side side)
{
	const struct reconcile_balance *b = &r->balance[unit];

	return b->opening[side] + b->moved[side];
}

void
reconcile_prove(struct reconcile_run *r)
{
	if (r->tool.proof && r->book.in != NULL)
		source_say_rows(&r->book, "");
	if (r->tool.proof && r->other.in != NULL)
		source_say_rows(&r->other, "");
	if (r->mode == RECONCILE_CHECK || r->mode == RECONCILE_POST)
		return;
	for (uint32_t u = 0; u < r->nunit; u++)
		if (r->units[u].compared)
			prove(r, u);
}
