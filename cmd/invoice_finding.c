#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "cmd/invoice.h"
#include "value/currency.h"

#define SHOWN 20 /* on standard error */

void
invoice_find(struct invoice *v, enum finding_code code, uint32_t group,
    uint64_t at, struct span item, const char *expected, const char *found)
{
	v->findings = mem_grow(
	    v->findings, &v->finding_cap, v->nfinding + 1, sizeof *v->findings);
	v->findings[v->nfinding++] = (struct finding){
	    .code = code,
	    .group = group,
	    .at = at,
	    .item = mem_copy(item.at, item.len),
	    .expected = mem_copy(expected, strlen(expected)),
	    .found = mem_copy(found, strlen(found)),
	};
	if (!v->accept[code])
		v->groups[group].held = true;
}

static int
by_place(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return (x->code > y->code) - (x->code < y->code);
}

static void
say(const struct invoice *v, const struct finding *f)
{
	char place[PLACE_CHARS];
	struct span customer =
	    invoice_text(v, &v->groups[f->group], TEXT_CUSTOMER);

	source_place(&v->source, f->at, place, sizeof place);
	diag_say("%s: %s: customer %.*s%s%s%s%s%s%s", place,
	    invoice_finding_name(f->code), (int)customer.len, customer.at,
	    f->item[0] != '\0' ? ", item " : "", f->item,
	    f->expected[0] != '\0' ? ", expected " : "", f->expected,
	    f->found[0] != '\0' ? ", found " : "", f->found);
}

/* Without a file for them, findings are told; those that nobody accepted end
   the run. */
static void
tell(struct invoice *v)
{
	size_t n = v->nfinding < SHOWN ? v->nfinding : SHOWN;

	for (size_t i = 0; i < n; i++)
		say(v, &v->findings[i]);
	if (v->nfinding > n)
		diag_say("... and %zu more", v->nfinding - n);
	if (v->nheld > 0)
		diag_fail("nothing is billed: --findings FILE collects what is "
			  "found and bills the rest");
	v->tool.findings |= v->nfinding > 0;
}

static struct csvout *
table_open(const struct invoice *v, struct out *to)
{
	static const char *const names[] = {"code", "customer", "order", "po",
	    "file", "line", "item", "expected", "found", "amount", "currency",
	    "held"};
	struct csvout *w = csvout_new(to, CSV_CSV);

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		enum csv_kind kind = !strcmp(names[i], "line")     ? CSV_COUNT
				     : !strcmp(names[i], "amount") ? CSV_AMOUNT
								   : CSV_TEXT;

		if (v->has_currency || strcmp(names[i], "currency") != 0)
			csvout_column(w, span_of(names[i]), kind);
	}
	return w;
}

static void
write_row(const struct invoice *v, struct csvout *w, const struct finding *f)
{
	const struct invoice_group *g = &v->groups[f->group];
	uint64_t local;
	const char *file = csvin_place(v->source.in, f->at, &local);

	csvout_string(w, invoice_finding_name(f->code));
	csvout_text(w, invoice_text(v, g, TEXT_CUSTOMER));
	csvout_text(w, invoice_text(v, g, TEXT_ORDER));
	csvout_text(w, invoice_text(v, g, TEXT_PO));
	csvout_string(w, file);
	csvout_count(w, (int64_t)local);
	csvout_string(w, f->item);
	csvout_string(w, f->expected);
	csvout_string(w, f->found);
	csvout_money(
	    w, (int128)g->net + g->tax, currency_exponent(g->currency));
	if (v->has_currency)
		csvout_string(w, currency_code(g->currency));
	csvout_string(w, g->held ? "yes" : "no");
	csvout_row(w);
}

/* What is not billed must not be overlooked. */
static void
say_held(const struct invoice *v)
{
	if (v->nheld > 0)
		diag_say("%llu document%s held back, %zu finding%s",
		    (unsigned long long)v->nheld, v->nheld == 1 ? "" : "s",
		    v->nfinding, v->nfinding == 1 ? "" : "s");
	else
		diag_say("%zu finding%s accepted", v->nfinding,
		    v->nfinding == 1 ? "" : "s");
	for (int c = 0; c < currency_count(); c++) {
		char text[MONEY_CHARS];

		if (v->held[c] == 0)
			continue;
		money_format(text, v->held[c], currency_exponent(c));
		diag_say("held back: %s%s%s", currency_code(c),
		    c == CURRENCY_UNNAMED ? "" : " ", text);
	}
}

static void
count(struct invoice *v)
{
	for (uint32_t i = 0; i < v->ngroup; i++) {
		const struct invoice_group *g = &v->groups[i];

		if (g->held) {
			v->nheld++;
			v->nheld_lines += g->nline;
			v->held[g->currency] += (int128)g->net + g->tax;
		} else {
			v->nbilled++;
			v->nbilled_lines += g->nline;
			v->nturned += g->credit && !g->credit_lines;
		}
	}
}

void
invoice_judge(struct invoice *v, struct out *to)
{
	struct csvout *w;

	if (v->nfinding > 0)
		qsort(v->findings, v->nfinding, sizeof *v->findings, by_place);
	count(v);
	if (to == NULL) {
		tell(v);
		return;
	}
	w = table_open(v, to);
	for (size_t i = 0; i < v->nfinding; i++)
		write_row(v, w, &v->findings[i]);
	csvout_end(w);
	if (v->nfinding == 0)
		return;
	say_held(v);
	v->tool.findings = true;
}
