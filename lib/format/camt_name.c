#include <stdlib.h>
#include <string.h>

#include "format/camt_in.h"

static const char *const names[] = {
#define CAMT_NAME(name) #name,
    CAMT_NAMES(CAMT_NAME)
#undef CAMT_NAME
};

static int
by_name(const void *key, const void *name)
{
	return strcmp(key, *(const char *const *)name);
}

enum camt_name
camt_name(const char *name)
{
	const char *colon = strchr(name, ':');
	const char *const *found = bsearch(colon != NULL ? colon + 1 : name,
	    names, CAMT_OTHER, sizeof *names, by_name);

	return found != NULL ? (enum camt_name)(found - names) : CAMT_OTHER;
}

const char *
camt_name_text(enum camt_name name)
{
	return names[name];
}

static bool
is_record(enum camt_name n)
{
	return n == CAMT_Stmt || n == CAMT_Ntfctn || n == CAMT_Rpt ||
	       n == CAMT_Bal || n == CAMT_TxsSummry || n == CAMT_Ntry ||
	       n == CAMT_TxDtls || n == CAMT_GrpHdr;
}

enum camt_name
camt_record(const enum camt_name *up)
{
	for (size_t i = 0; i < CAMT_DEEP && up[i] != CAMT_Document; i++)
		if (is_record(up[i]))
			return up[i];
	return CAMT_OTHER;
}
