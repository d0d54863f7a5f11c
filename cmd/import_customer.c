/* Whose money it is: by the payer's account, then by his name. */
#include "cmd/import.h"

/* The customer of a value, where it is that of one alone. */
static bool
find(struct import *in, enum alias_kind kind, struct span value)
{
	uint32_t first = aliases_find(in->aliases, kind, value, ALIAS_NORMAL);
	struct span customer;

	if (value.len == 0 || first == ALIASES_NONE)
		return false;
	customer = aliases_at(in->aliases, first).customer;
	for (uint32_t i = aliases_next(in->aliases, first, ALIAS_NORMAL);
	     i != ALIASES_NONE; i = aliases_next(in->aliases, i, ALIAS_NORMAL))
		if (!span_equal(aliases_at(in->aliases, i).customer, customer))
			return false;
	in->last.customer.len = 0;
	buf_span(&in->last.customer, customer);
	return true;
}

struct span
import_customer(struct import *in, const struct pay *p)
{
	struct span bank = p->payer_account, account = bank;

	in->last.customer.len = 0;
	if (in->aliases != NULL) {
		bank = span_cut(&account, '/');
		if (find(in, ALIAS_ACCOUNT, p->payer_account) ||
		    (bank.len < p->payer_account.len &&
			find(in, ALIAS_ACCOUNT, account)) ||
		    find(in, ALIAS_NAME, p->payer))
			return (struct span){
			    in->last.customer.at, in->last.customer.len};
	}
	buf_text(&in->last.customer, IMPORT_UNKNOWN);
	return (struct span){in->last.customer.at, in->last.customer.len};
}
