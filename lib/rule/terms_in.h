/* What terms are made of.  Private to terms*.c. */
#ifndef RULE_TERMS_IN_H
#define RULE_TERMS_IN_H

#include "rule/terms.h"

enum step_kind {
	STEP_DAYS,   /* +Nd */
	STEP_MONTHS, /* +Nm */
	STEP_EOM,
	STEP_DAY,  /* day N */
	STEP_NEXT, /* next N */
	STEP_PROX, /* [cutoff N] prox M [Km] */
	STEP_BDAY,
};

struct step {
	enum step_kind kind;
	int n;      /* of prox, M */
	int months; /* of prox, K */
	int cutoff; /* of prox, N; 31 where there is none */
};

/* Some of the steps of a struct terms. */
struct steps {
	size_t first, n;
};

struct tier {
	struct decimal percent;
	struct steps steps;
};

enum share { SHARE_NONE, SHARE_PERCENT, SHARE_FIXED, SHARE_BALANCE };

struct installment {
	enum share kind;
	struct decimal share; /* a percentage, or an amount of money */
	size_t at;            /* where it begins in the text */
	size_t ntier;
	struct tier tier[TERMS_TIERS];
	struct steps due;
};

struct terms {
	struct installment *list;
	size_t n, cap;
	int64_t *weight; /* of each in what fixed shares leave: 10^-9 % */
	struct step *step;
	size_t nstep, capstep;
};

#define WEIGHT_PERCENT INT64_C(1000000000) /* the weight of 1 % */

/* The day that steps lead to from a day; false beyond 9999-12-31. */
bool steps_take(const struct terms *t, struct steps steps, int32_t from,
    const struct holidays *holidays, int32_t *date);

/* Says what is wrong at a place of the text; returns false. */
bool terms_wrong(
    struct terms_error *error, struct span text, size_t at, const char *what);

/* Checks that the shares make a whole, and sets the weights. */
bool terms_weigh(struct terms *t, struct span text, struct terms_error *error);

#endif
