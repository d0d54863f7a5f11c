#include "base/mem.h"
#include "rule/terms_in.h"

#define WHOLE (100 * WEIGHT_PERCENT)

/* Percentages have nine places at most, so this is exact. */
static int64_t
weight_of(struct decimal percent)
{
	for (; percent.places < DECIMAL_PLACES; percent.places++)
		percent.n *= 10;
	return percent.n;
}

/* "the shares make 99%, not 100%" */
static bool
wrong_sum(struct terms_error *error, struct span text, size_t at, int64_t sum,
    const char *but)
{
	static const char make[] = "the shares make ";
	char what[sizeof error->what];
	size_t n = sizeof make - 1;

	memcpy(what, make, n);
	n += decimal_format(what + n, (struct decimal){sum, DECIMAL_PLACES});
	memcpy(what + n, but, strlen(but) + 1);
	return terms_wrong(error, text, at, what);
}

/* The share of the last installment, which says how much the whole is. */
static bool
weigh_last(struct terms *t, int64_t sum, bool percents, struct span text,
    struct terms_error *error)
{
	const struct installment *last = &t->list[t->n - 1];

	if (last->kind == SHARE_NONE || last->kind == SHARE_BALANCE) {
		if (sum >= WHOLE)
			return wrong_sum(error, text, last->at, sum,
			    "%, and nothing is left for the balance");
		t->weight[t->n - 1] = WHOLE - sum;
		return true;
	}
	if (!percents)
		return terms_wrong(error, text, text.len,
		    "expected a \"balance\": nothing says who takes the rest");
	if (sum != WHOLE)
		return wrong_sum(error, text, last->at, sum, "%, and not 100%");
	return true;
}

static bool
is_days(const struct terms *t, struct steps s)
{
	return s.n == 1 && t->step[s.first].kind == STEP_DAYS;
}

/* "30/70 net 30" means a split, if anything: no discount is for days when the
   whole is overdue.  Other steps may cross at the end of some months. */
static bool
outlasts(const struct terms *t, const struct installment *p)
{
	for (size_t i = 0; i < p->ntier; i++)
		if (is_days(t, p->due) && is_days(t, p->tier[i].steps) &&
		    t->step[p->tier[i].steps.first].n > t->step[p->due.first].n)
			return true;
	return false;
}

bool
terms_weigh(struct terms *t, struct span text, struct terms_error *error)
{
	bool percents = false;
	int64_t sum = 0;

	t->weight = mem_array(t->n, sizeof *t->weight);
	for (size_t i = 0; i < t->n; i++) {
		const struct installment *p = &t->list[i];

		if (outlasts(t, p))
			return terms_wrong(error, text, p->at,
			    "the discount lasts longer than the term");
		if (p->kind == SHARE_NONE && t->n > 1)
			return terms_wrong(error, text, p->at,
			    "expected a share: \"30%\", \"fixed 200.00\" or "
			    "\"balance\"");
		if (p->kind == SHARE_BALANCE && i + 1 < t->n)
			return terms_wrong(error, text, p->at,
			    "only the last share can be the balance");
		if (p->kind == SHARE_PERCENT) {
			percents = true;
			t->weight[i] = weight_of(p->share);
			sum += t->weight[i];
		}
	}
	return weigh_last(t, sum, percents, text, error);
}
