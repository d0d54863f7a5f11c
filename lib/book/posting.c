#include "book/posting.h"

#include "book/posting_in.h"

const char *const posting_names[POSTING_NCOLUMN] = {
#define POSTING_NAME(code, name) name,
    POSTING_COLUMNS(POSTING_NAME)
#undef POSTING_NAME
};

const struct posting_law posting_laws[TYPES] = {
    [TYPE_INVOICE] = {"invoice", CLASS_OPENS, SIGN_DEBIT, false},
    [TYPE_DEBIT] = {"debit", CLASS_OPENS, SIGN_DEBIT, false},
    [TYPE_CREDIT] = {"credit", CLASS_OPENS, SIGN_CREDIT, false},
    [TYPE_RECEIPT] = {"receipt", CLASS_OPENS, SIGN_RECEIPT, false},
    [TYPE_APPLY] = {"apply", CLASS_APPLIES, SIGN_NOT_ZERO, true},
    [TYPE_TRANSFER] = {"transfer", CLASS_TRANSFERS, SIGN_NOT_ZERO, true},
    [TYPE_DISCOUNT] = {"discount", CLASS_ACTS, SIGN_NOT_ZERO, true},
    [TYPE_WRITEOFF] = {"writeoff", CLASS_ACTS, SIGN_NOT_ZERO, true},
    [TYPE_ADJUST] = {"adjust", CLASS_ACTS, SIGN_NOT_ZERO, true},
    [TYPE_FX] = {"fx", CLASS_ACTS, SIGN_NOT_ZERO, true},
    [TYPE_REFUND] = {"refund", CLASS_ACTS, SIGN_NOT_ZERO, true},
    [TYPE_REVERSE] = {"reverse", CLASS_ACTS, SIGN_NOT_ZERO, true},
    [TYPE_REMIT] = {"remit", CLASS_TELLS, SIGN_ANY, false},
    [TYPE_DISPUTE] = {"dispute", CLASS_EVENT, SIGN_CLAIM, true},
    [TYPE_RESOLVE] = {"resolve", CLASS_EVENT, SIGN_CLAIM, true},
    [TYPE_PROMISE] = {"promise", CLASS_EVENT, SIGN_CLAIM, false},
    [TYPE_HOLD] = {"hold", CLASS_EVENT, SIGN_FREE, false},
    [TYPE_RELEASE] = {"release", CLASS_EVENT, SIGN_FREE, false},
    [TYPE_NOTICE] = {"notice", CLASS_EVENT, SIGN_FREE, false},
    [TYPE_NOTE] = {"note", CLASS_EVENT, SIGN_FREE, false},
};

enum posting_class
posting_class(enum posting_type type)
{
	return posting_laws[type].class;
}

const char *
posting_type_name(enum posting_type type)
{
	return posting_laws[type].name;
}

enum posting_type
posting_type_find(struct span name)
{
	for (int t = 0; t < TYPES && name.len > 0; t++)
		if (posting_laws[t].name[0] == name.at[0] &&
		    span_is(name, posting_laws[t].name))
			return (enum posting_type)t;
	return TYPES;
}

size_t
posting_required(
    const struct map_section *map, struct span names[POSTING_NCOLUMN])
{
	static const char *const needed[] = {
	    "date", "doc", "customer", "amount"};

	return columns_required(
	    map, needed, sizeof needed / sizeof *needed, names);
}

bool
posting_agree(const struct map_section *map, const struct csv_header *first,
    const struct csv_header *later, const char **column)
{
	static const char *const common[] = {"type", "currency", "entity"};

	return columns_agree(
	    map, first, later, common, sizeof common / sizeof *common, column);
}
