#include "base/diag.h"
#include "cmd/dun_in.h"

/* Which policy a customer has. */

static void __attribute__((noreturn))
no_policy(const struct dun *d, struct span customer, struct span name)
{
	diag_fail("%s: customer \"%.*s\" has the policy \"%.*s\", which %s has "
		  "not",
	    d->customers_file, (int)customer.len, customer.at, (int)name.len,
	    name.at, d->policy_file);
}

/* Where a customer names none: the one of --default-policy, else the only
   one there is, else the one called "default". */
static const struct policy *
usual_policy(const struct dun *d, const struct policies *policies)
{
	if (d->default_policy != NULL)
		return policies_find(policies, span_of(d->default_policy));
	if (policies_only(policies) != NULL)
		return policies_only(policies);
	return policies_find(policies, span_of("default"));
}

const struct policy *
dun_policy(const struct dun *d, const struct policies *policies,
    struct span customer, enum dun_held *held)
{
	struct span name = dun_cell(d, customer, "policy");
	const struct policy *p;

	*held = DUN_FREE;
	if (span_is(name, "none")) {
		*held = DUN_EXCLUDED;
		return NULL;
	}
	if (policies == NULL) {
		*held = DUN_NO_POLICY;
		return NULL;
	}
	p = name.len > 0 ? policies_find(policies, name)
			 : usual_policy(d, policies);
	if (p == NULL && name.len > 0)
		no_policy(d, customer, name);
	if (p == NULL)
		*held = DUN_NO_POLICY;
	else if (dun_cell(d, customer, "hold").len > 0)
		*held = DUN_HOLD;
	return p;
}
