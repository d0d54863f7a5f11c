#include "rule/match.h"

const char *
match_rule_name(enum match_rule rule)
{
	static const char *const names[MATCH_RULES] = {"own", "remit", "text",
	    "payer", "one", "set", "subset", "short", "tolerance", "oldest"};

	return names[rule];
}

static const struct {
	const char *name, *step;
} causes[CAUSES] = {
    [CAUSE_NONE] = {"", ""},
    [CAUSE_LATER] = {"later-rows",
	"the book has later rows of it: run with a later --as-of"},
    [CAUSE_HOLD] = {"customer-hold",
	"release the customer, or use --despite-hold"},
    [CAUSE_FUTURE] = {"future-check", "wait for the date of the check"},
    [CAUSE_STALE] = {"stale-check",
	"ask the bank whether the check is good, then raise --stale"},
    [CAUSE_DUPLICATE] = {"duplicate",
	"ask the payer; refund it, or apply it by hand"},
    [CAUSE_PAYER] = {"unknown-payer",
	"find the payer and add an alias, or a transfer row"},
    [CAUSE_MISMATCH] = {"remit-mismatch",
	"ask the payer for a remittance that sums to the receipt"},
    [CAUSE_UNKNOWN] = {"unknown-number",
	"ask the payer what is meant, and add an xref alias"},
    [CAUSE_NUMBER] = {"ambiguous-number",
	"choose one of the candidates and add an apply row"},
    [CAUSE_SETTLED] = {"settled-item",
	"paid already: ask the payer, refund it or leave it on account"},
    [CAUSE_HELD] = {"held-item", "release the item, or use --despite-hold"},
    [CAUSE_SHORT] = {"short-payment", "ask the payer what was left unpaid"},
    [CAUSE_OVER] = {"over-payment", "refund the rest, or leave it on account"},
    [CAUSE_SEVERAL] = {"several-answers",
	"choose one of the candidates and add its apply rows"},
    [CAUSE_CHANCE] = {"chance-subset",
	"ask the payer: many combinations come close to this amount"},
    [CAUSE_MANY] = {"too-many-items",
	"ask the payer for a remittance, or use --oldest-first"},
    [CAUSE_CURRENCY] = {"other-currency",
	"no rate, or it is off by more than the tolerance: see --rates and "
	"--tolerance, or add an apply row"},
    [CAUSE_RETURN] = {"return-unknown",
	"find the receipt: add apply rows that take back what it paid (amounts "
	"below zero), then one of it to the return"},
    [CAUSE_RETURNS] = {"return-ambiguous",
	"choose the receipt: add apply rows that take back what it paid "
	"(amounts below zero), then one of it to the return"},
    [CAUSE_DISPUTED] = {"disputed-item",
	"what is open is disputed: ask the payer what is paid"},
    [CAUSE_NOTHING] = {"no-open-item",
	"nothing is open: refund it, or leave it on account"},
    [CAUSE_NO_MATCH] = {"no-match", "ask the payer for a remittance"},
};

const char *
match_cause_name(enum match_cause cause)
{
	return causes[cause].name;
}

const char *
match_next_step(enum match_cause cause)
{
	return causes[cause].step;
}
