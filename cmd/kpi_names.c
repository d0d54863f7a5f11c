#include "base/mem.h"
#include "base/near.h"
#include "cmd/kpi_out.h"

size_t
kpi_find(const struct kpi_run *r, struct span name)
{
	size_t i = 0;

	while (
	    i < kpi_count(r->list) &&
	    (kpi_by_reason(r->list, i) || !span_is(name, kpi_name(r->list, i))))
		i++;
	return i;
}

/* What other programs and textbooks call a figure, for a message only: most
   of these names have no one formula. */
static const struct {
	const char *other, *ours;
} known[] = {
    {"adp", "add"},
    {"ar_turnover", "turnover"},
    {"art", "turnover"},
    {"average_collection_period", "dso_avg"},
    {"average_days_delinquent", "add"},
    {"average_days_late", "days_late_avg"},
    {"average_days_past_due", "add"},
    {"average_days_to_pay", "days_to_pay_avg"},
    {"avg_days_delinquent", "add"},
    {"avg_days_late", "days_late_avg"},
    {"avg_days_to_pay", "days_to_pay_avg"},
    {"bad_debt", "bad_debt_pct"},
    {"bad_debt_ratio", "bad_debt_pct"},
    {"bdso", "bpdso"},
    {"best_possible_dso", "bpdso"},
    {"cei_month", "cei"},
    {"cei_quarter", "cei_period"},
    {"cei_year", "cei_period"},
    {"collection_effectiveness_index", "cei"},
    {"collection_period", "dso_avg"},
    {"count_back", "dso_countback"},
    {"countback", "dso_countback"},
    {"countback_dso", "dso_countback"},
    {"days_delinquent", "add"},
    {"days_sales_outstanding", "dso"},
    {"ddso", "add"},
    {"delinquent_dso", "add"},
    {"discounts_lost", "discount_lost"},
    {"discounts_taken", "discount_earned_pct"},
    {"dispute_aging", "dispute_open_age"},
    {"ecl", "allowance"},
    {"exhaustion", "dso_countback"},
    {"herfindahl", "concentration_hhi"},
    {"hhi", "concentration_hhi"},
    {"hit_rate", "auto_match_rate"},
    {"over_90", "pct_over_90"},
    {"over_limit", "credit_exposure"},
    {"past_due", "pct_past_due"},
    {"pct_delinquent", "pct_past_due"},
    {"promises_kept", "promise_kept_pct"},
    {"ptp_kept", "promise_kept_pct"},
    {"provision", "allowance"},
    {"receivables_turnover", "turnover"},
    {"rolling_dso", "dso_rolling"},
    {"stp_rate", "auto_match_rate"},
    {"straight_through_rate", "auto_match_rate"},
    {"true_dso", "dso_true"},
    {"unapplied_cash", "unapplied_over"},
    {"wadl", "days_late"},
    {"wadp", "days_to_pay"},
    {"weighted_average_days_late", "days_late"},
    {"weighted_average_days_to_pay", "days_to_pay"},
};

static const char *
other_name(struct span name)
{
	char fold[64];

	if (name.len >= sizeof fold)
		return NULL;
	for (size_t i = 0; i < name.len; i++) {
		char c = name.at[i];

		fold[i] = c == '-' || c == ' '   ? '_'
			  : c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a')
						 : c;
	}
	fold[name.len] = '\0';
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (!strcmp(fold, known[i].other))
			return known[i].ours;
	return NULL;
}

/* The first figure of a family that has a name of its own, or NULL. */
static const char *
first_of(const struct kpi_run *r, const char *family)
{
	for (size_t i = 0; i < kpi_count(r->list); i++)
		if (kpi_family(r->list, i) != NULL &&
		    !kpi_by_reason(r->list, i) &&
		    !strcmp(family, kpi_family(r->list, i)))
			return kpi_name(r->list, i);
	return NULL;
}

static const char *
nearest(const struct kpi_run *r, struct span name, bool families)
{
	size_t n = kpi_count(r->list), found;
	struct span *names = mem_array(2 * n, sizeof *names);
	const char *near = NULL;

	for (size_t i = 0; i < n; i++) {
		names[i] = kpi_by_reason(r->list, i)
			       ? span_of("")
			       : span_of(kpi_name(r->list, i));
		if (families)
			names[n + i] = span_of(kpi_family(r->list, i));
	}
	found = near_find(name, names, 2 * n);
	if (found < 2 * n)
		near = names[found].at;
	mem_free(names);
	return near;
}

const char *
kpi_near(const struct kpi_run *r, struct span name, bool families)
{
	const char *near = other_name(name), *first;

	if (near == NULL)
		near = nearest(r, name, families);
	if (near == NULL)
		near = nearest(r, name, true);
	if (near == NULL || families)
		return near;
	first = first_of(r, near);
	return first != NULL                                     ? first
	       : kpi_find(r, span_of(near)) < kpi_count(r->list) ? near
								 : NULL;
}
