#include "base/diag.h"
#include "cli/evidence.h"
#include "cmd/invoice.h"
#include "cmd/invoice_recurring.h"

static void
print(struct invoice *v, struct out *out, enum csv_format format)
{
	struct csvout *w = csvout_new(out, format);
	struct recurring_run run = {
	    .tool = &v->tool,
	    .contracts_file = v->contracts_file,
	    .from = v->from,
	    .to = v->to,
	    .rounding = v->rounding,
	    .customers = v->customers,
	};

	if (v->proration != NULL &&
	    !invoice_proration(v->proration, &run.basis))
		diag_fail("--proration: \"%s\" is none of actual, 30, 28",
		    v->proration);
	invoice_recurring(&run, w);
	csvout_end(w);
}

void
invoice_contracts(struct invoice *v)
{
	struct out *out = out_new(v->tool.output);

	print(v, out, v->tool.format);
	out_commit(out);
}

void
invoice_contracts_feed(struct invoice *v)
{
	struct out *out = out_new(NULL);

	/* The maps of the user are for his tables, not for our own lines. */
	v->tool.map->of[MAP_LINES] = (struct map_section){.money = money_plain};
	print(v, out, CSV_CSV);
	out_feed(out);
	evidence_inner();
}
