#include "rule/kpi_in.h"

/*
 * Where a formula is from stands before it.  "CRF" is the Credit Research
 * Foundation: the figures of its National Summary of Domestic Trade
 * Receivables and their definitions.  What is "ours" has a name in the trade
 * but no one formula; ar-kpi(1) says what is counted.
 */
const struct kpi_entry kpi_table[] = {
    /* CRF, "standard DSO"; any textbook, as the collection period. */
    {"dso", NULL, KPI_ONE, KPI_FLOWS, KPI_DAYS, "E/S*D", kpi_dso},
    /* Textbooks that take the turnover of mean receivables: days of it. */
    {"dso_avg", NULL, KPI_ONE, KPI_BOTH, KPI_DAYS, "(B+E)/2/S*D", kpi_dso_avg},
    /* CRF, the quarter's: mean of three month-ends by mean monthly sales. */
    {"dso_rolling", NULL, KPI_ONE, KPI_END, KPI_DAYS, "(E1+...+Em)*30/S",
	kpi_dso_rolling},
    /* The countback or exhaustion method, the usual one in Britain; that of
       Oracle Hyperion too, which stops at the same months. */
    {"dso_countback", NULL, KPI_ONE, KPI_END, KPI_DAYS,
	"D1+...+Dk+rest/S(k+1)*D(k+1)", kpi_countback},
    /* "True DSO" of NACM's and Oracle Collections' guides: each document by
       the sales of its month. */
    {"dso_true", NULL, KPI_ONE, KPI_END, KPI_DAYS,
	"sum of X/S by month of the document", kpi_true},
    /* CRF, "best possible DSO". */
    {"bpdso", NULL, KPI_ONE, KPI_FLOWS, KPI_DAYS, "C/S*D", kpi_bpdso},
    /* CRF, "average days delinquent": what is between the two. */
    {"add", NULL, KPI_ONE, KPI_FLOWS, KPI_DAYS, "(E-C)/S*D", kpi_delinquent},
    /* V. Srinivasan with CRF, "collection effectiveness index": sales are
       those of a month. */
    {"cei", NULL, KPI_ONE, KPI_BOTH, KPI_PERCENT, "(B+S/N-E)/(B+S/N-C)*100",
	kpi_cei},
    /* The same as many use it, with all sales of the period. */
    {"cei_period", NULL, KPI_ONE, KPI_BOTH, KPI_PERCENT, "(B+S-E)/(B+S-C)*100",
	kpi_cei_period},
    /* Ours; some guides call it CEI, which it is not. */
    {"cash_share_of_reductions", NULL, KPI_ONE, KPI_BOTH, KPI_PERCENT,
	"(B+S-E-WO)/(B+S-E)*100", kpi_cash_share},
    /* Any textbook: net credit sales by mean receivables. */
    {"turnover", NULL, KPI_ONE, KPI_BOTH, KPI_TIMES, "S/((B+E)/2)",
	kpi_turnover},
    /* Credit systems: weighted average days paid and days late, and the
       same by invoice. */
    {"days_to_pay", NULL, KPI_ONE, KPI_FLOWS, KPI_DAYS, "W/P", kpi_days_to_pay},
    {"days_late", NULL, KPI_ONE, KPI_FLOWS, KPI_DAYS, "W/P", kpi_days_late},
    {"days_to_pay_avg", NULL, KPI_ONE, KPI_FLOWS, KPI_DAYS, "W/n",
	kpi_days_to_pay_avg},
    {"days_late_avg", NULL, KPI_ONE, KPI_FLOWS, KPI_DAYS, "W/n",
	kpi_days_late_avg},
    /* CRF, "percent current" and "percent over 91 days past due". */
    {"pct_current", NULL, KPI_ONE, KPI_END, KPI_PERCENT, "C/G*100",
	kpi_current},
    {"pct_past_due", NULL, KPI_ONE, KPI_END, KPI_PERCENT, "(G-C)/G*100",
	kpi_past_due},
    {"pct_over_90", NULL, KPI_ONE, KPI_END, KPI_PERCENT, "O/G*100",
	kpi_over_90},
    /* Banks' roll rates (OCC, Comptroller's Handbook, retail lending), of the
       same debts at both ends. */
    {"roll_rate", NULL, KPI_BUCKET_BUT_LAST, KPI_BEGIN, KPI_PERCENT, "X/O*100",
	kpi_rolled},
    /* Ours: what became cash instead. */
    {"collected_rate", NULL, KPI_BUCKET, KPI_BOTH, KPI_PERCENT, "P/O*100",
	kpi_collected},
    /* J. Siegel and J. Shim, Quick Guide to Business Formulas: bad debts to
       sales; here net of recoveries. */
    {"bad_debt_pct", NULL, KPI_ONE, KPI_FLOWS, KPI_PERCENT, "(WO-R)/S*100",
	kpi_bad_debt},
    /* IFRS 9 B5.5.35 and its example 12, a provision matrix; ASC 326-20-55,
       an aging schedule. */
    {"allowance", NULL, KPI_ONE, KPI_END, KPI_MONEY, "sum of O*r by bucket",
	kpi_allowance},
    /* The same: where such rates are taken from. */
    {"loss_rate", NULL, KPI_BUCKET, KPI_BOTH, KPI_PERCENT, "L/O*100", kpi_lost},
    /* Ours: of the cash there was, what found its debt. */
    {"application_rate", NULL, KPI_ONE, KPI_BOTH, KPI_PERCENT, "A/(U+R)*100",
	kpi_applied},
    /* Lockbox banks' hit rate, by count and by money. */
    {"auto_match_rate", NULL, KPI_ONE, KPI_FLOWS, KPI_PERCENT, "m/n*100",
	kpi_auto_rate},
    {"auto_match_money", NULL, KPI_ONE, KPI_FLOWS, KPI_PERCENT, "M/A*100",
	kpi_auto_money},
    /* Ours: what did not have to be taken back. */
    {"cash_app_accuracy", NULL, KPI_ONE, KPI_FLOWS, KPI_PERCENT, "(n-u)/n*100",
	kpi_accuracy},
    /* Ours. */
    {"unapplied_over", "", KPI_OLD, KPI_END, KPI_MONEY, "U", kpi_old},
    {"unapplied_over", "_count", KPI_OLD, KPI_END, KPI_COUNT, "n",
	kpi_old_count},
    {"unapplied_over", "_oldest", KPI_OLD, KPI_END, KPI_DAYS, "d", kpi_oldest},
    /* Ours.  Not the trade's "days deductions outstanding", which is a DSO of
       deductions. */
    {"dispute_days", NULL, KPI_ONE, KPI_FLOWS, KPI_DAYS, "W/n",
	kpi_dispute_days},
    {"dispute_days_median", NULL, KPI_ONE, KPI_FLOWS, KPI_DAYS, "median",
	kpi_dispute_median},
    {"dispute_open_age", NULL, KPI_ONE, KPI_END, KPI_DAYS, "W/n",
	kpi_dispute_age},
    {"disputes_open", NULL, KPI_ONE, KPI_END, KPI_MONEY, "X", kpi_disputed},
    {"disputes_open_count", NULL, KPI_ONE, KPI_END, KPI_COUNT, "n",
	kpi_disputed_count},
    {"disputes_open_by", NULL, KPI_REASON, KPI_END, KPI_MONEY, "X",
	kpi_disputed_by},
    /* Collectors' kept-promise rate, by count and by money. */
    {"promise_kept_pct", NULL, KPI_ONE, KPI_FLOWS, KPI_PERCENT, "k/n*100",
	kpi_promises},
    {"promise_kept_money", NULL, KPI_ONE, KPI_FLOWS, KPI_PERCENT, "K/P*100",
	kpi_promises_money},
    /* Ours: cash discounts that customers took, and left. */
    {"discount_earned_pct", NULL, KPI_ONE, KPI_FLOWS, KPI_PERCENT, "X/O*100",
	kpi_discounts},
    {"discount_lost", NULL, KPI_ONE, KPI_FLOWS, KPI_MONEY, "O-X",
	kpi_discounts_lost},
    /* Securitisation practice: the largest debtors' share. */
    {"concentration_top10", NULL, KPI_ONE, KPI_END, KPI_PERCENT, "X/P*100",
	kpi_top10},
    /* Herfindahl and Hirschman, scaled as in the merger guidelines of the US
       Department of Justice: 10000 is one customer. */
    {"concentration_hhi", NULL, KPI_ONE, KPI_END, KPI_INDEX, "Q/P^2*10000",
	kpi_hhi},
    /* Ours: what a collector got of what was his to get. */
    {"collector_effectiveness", NULL, KPI_ONE, KPI_BOTH, KPI_PERCENT,
	"K/(P+F)*100", kpi_collector},
    /* Ours: balances above their limits. */
    {"credit_exposure", NULL, KPI_ONE, KPI_END, KPI_MONEY, "X", kpi_over_limit},
    {"credit_exposure_count", NULL, KPI_ONE, KPI_END, KPI_COUNT, "n",
	kpi_over_limit_count},
    {NULL, NULL, KPI_ONE, KPI_END, KPI_DAYS, NULL, NULL},
};
