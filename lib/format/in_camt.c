/*
 * ISO 20022 camt.053, .054 and .052: the bank's statement, its notification of
 * credits and debits, and its report of the day so far.
 */
#include <string.h>

#include "format/camt_in.h"

static bool
holds(struct span head, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i + n <= head.len; i++)
		if (!memcmp(head.at + i, word, n))
			return true;
	return false;
}

static bool
is_camt(struct span head)
{
	return holds(head, "BkToCstmrStmt") ||
	       holds(head, "BkToCstmrDbtCdtNtfctn") ||
	       holds(head, "BkToCstmrAcctRpt");
}

const struct format format_camt = {
    .name = "camt",
    .summary = "ISO 20022 camt.053, camt.054 and camt.052",
    .is = is_camt,
    .read = camt_read,
};
