#include "base/diag.h"
#include "base/mem.h"
#include "cmd/reconcile.h"
#include "value/date.h"
#include "value/money.h"

int32_t
reconcile_age(const struct reconcile_run *r, const struct reconcile_item *item)
{
	const int32_t *date = item->found.date;
	int32_t first = date[RECON_BOOK];

	if (first == DATE_NONE ||
	    (date[RECON_OTHER] != DATE_NONE && date[RECON_OTHER] < first))
		first = date[RECON_OTHER];
	return first == DATE_NONE ? DATE_NONE : r->to - first;
}

/* Of an item without a day no one knows how old it is. */
bool
reconcile_agrees(
    const struct reconcile_run *r, const struct reconcile_item *item)
{
	int32_t age = reconcile_age(r, item);
	int32_t allowed = r->allowed[item->found.class];

	if (item->found.class == RECON_MATCHED ||
	    item->found.class == RECON_SUMMARY)
		return true;
	return age == DATE_NONE ? allowed == INT32_MAX
				: allowed >= 0 && age <= allowed;
}

static void
say_tolerated(const struct reconcile_run *r, uint32_t unit, int128 sum)
{
	const struct recon_unit *u = &r->units[unit];
	char text[MONEY_CHARS], most[MONEY_CHARS];

	money_format(text, sum, u->exponent);
	money_format(most, r->tolerances[u->currency], u->exponent);
	diag_say("%s of differences is within the tolerance of %s", text, most);
}

/* Sums of what differs must be small; what differs by nothing, a customer
   say, is not a matter of money. */
void
reconcile_judge(struct reconcile_run *r)
{
	int128 *sum = mem_array(r->nunit + 1, sizeof *sum);

	for (size_t i = 0; i < r->items.n; i++) {
		const struct reconcile_item *item = &r->items.at[i];
		int128 d = item->found.difference;

		if (reconcile_agrees(r, item))
			continue;
		r->tool.findings = r->tool.findings || d == 0;
		sum[item->found.unit] += d < 0 ? -d : d;
	}
	for (uint32_t u = 0; u < r->nunit; u++) {
		if (sum[u] > r->tolerances[r->units[u].currency])
			r->tool.findings = true;
		else if (sum[u] > 0)
			say_tolerated(r, u, sum[u]);
	}
	mem_free(sum);
}
