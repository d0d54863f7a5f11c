#include "cmd/age.h"

static bool
type_wanted(const struct age *a, const struct age_entry *e)
{
	return a->type == NULL ||
	       opts_lists(a->type, span_of(posting_type_name(e->view.type)));
}

bool
age_pass(const struct age *a, const struct age_entry *e)
{
	if (a->older != AGE_ANY &&
	    aging_days(&a->policy, &e->aging) <= a->older)
		return false;
	return type_wanted(a, e) &&
	       fields_pass(&a->where, &e->view, a->customers);
}

void
age_add(const struct age *a, struct pivot *p, struct span key,
    const struct aging_entry *e)
{
	int64_t apart = a->policy.disputed ? e->disputed : 0;

	pivot_add(p, key, aging_find(&a->policy, e), e->open - apart);
	if (apart != 0)
		pivot_add(
		    p, key, aging_index(&a->policy, AGING_DISPUTED), apart);
}
