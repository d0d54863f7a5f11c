#include <string.h>

#include "base/diag.h"
#include "cmd/invoice.h"

static const char *const finding_names[] = {
#define FINDING_NAME(code, name) name,
    FINDING_CODES(FINDING_NAME)
#undef FINDING_NAME
	NULL};

const char *
invoice_finding_name(enum finding_code code)
{
	return finding_names[code];
}

static void
accept(struct invoice *v)
{
	const char *list = v->accept_list;
	char word[64];
	struct span item;

	while (opts_item(&list, &item)) {
		size_t n =
		    item.len < sizeof word - 1 ? item.len : sizeof word - 1;

		memcpy(word, item.at, n);
		word[n] = '\0';
		if (strcmp(word, "all") != 0)
			v->accept[opts_choice(
			    "--accept", word, finding_names)] = true;
		else
			memset(v->accept, true, sizeof v->accept);
	}
}

static void
choose(struct invoice *v)
{
	static const char *const scopes[] = {"line", "rate", "document", NULL};
	static const char *const bases[] = {
	    "gross", "net", "tax-adjusted", NULL};
	static const char *const days[] = {"document", "service", NULL};
	static const char *const ways[] = {"half-away", "half-even", NULL};

	v->tax_by_service = opts_choice("--tax-date", v->tax_date, days) != 0;
	v->scope = (enum invoice_scope)opts_choice(
	    "--tax-round", v->tax_round, scopes);
	v->basis = (enum invoice_basis)opts_choice(
	    "--discount-basis", v->basis_name, bases);
	v->rounding = (enum money_rounding)opts_choice(
	    "--rounding", v->rounding_name, ways);
}

bool
invoice_bills(const struct invoice *v)
{
	return v->start != NULL || v->counter_file != NULL;
}

static void
check_recurring(const struct invoice *v)
{
	if (v->contracts_file == NULL) {
		if (v->from != DATE_NONE || v->to != DATE_NONE ||
		    v->proration != NULL)
			diag_fail("--from, --to and --proration are for "
				  "--recurring");
		return;
	}
	if (v->from == DATE_NONE || v->to == DATE_NONE)
		diag_fail("--recurring needs --from and --to: what falls due "
			  "in which days?");
	if (v->from > v->to)
		diag_fail("--from is after --to");
	if (strcmp(v->tool.files[0], "-") != 0 || v->tool.nfile > 1)
		diag_fail("--recurring makes the lines: %s would not be read",
		    v->tool.files[0]);
	if (!invoice_bills(v) &&
	    (v->lines_file != NULL || v->findings_file != NULL ||
		v->letters != NULL || v->ubl != NULL || v->x12[0] != NULL))
		diag_fail("--recurring without --start or --counter prints "
			  "lines, and makes no documents");
}

static void
check_papers(const struct invoice *v)
{
	if ((v->letters != NULL) != (v->template_name != NULL))
		diag_fail("--letters DIR and --template FILE go together");
	if (v->x12[0] != NULL && strcmp(v->x12[0], "810") != 0)
		diag_fail(
		    "--x12 %s: the only transaction set is 810", v->x12[0]);
}

void
invoice_options(struct invoice *v)
{
	choose(v);
	accept(v);
	check_recurring(v);
	check_papers(v);
	if (!invoice_bills(v) && v->contracts_file == NULL)
		diag_fail("which numbers do the documents get? Give --start "
			  "INV-1001 or --counter FILE");
	tool_writes(v->tool.output);
	if (v->tool.rejects != NULL)
		tool_writes(v->tool.rejects);
	if (v->lines_file != NULL)
		tool_writes(v->lines_file);
	if (v->findings_file != NULL)
		tool_writes(v->findings_file);
	if (v->counter_file != NULL)
		tool_writes(v->counter_file);
}
