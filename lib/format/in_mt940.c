/*
 * SWIFT MT940, the customer statement, and MT942, the interim report, as banks
 * send them: in the envelope of SWIFT or without, each :86: by its own rules.
 */
#include <string.h>

#include "format/mt940_in.h"

/* ":20:" at the beginning of a line, and a balance, an account or a line of
   a statement behind it. */
static bool
is_mt940(struct span head)
{
	static const char *const tags[] = {
	    ":25:", ":25P:", ":60F:", ":60M:", ":61:", NULL};
	bool begun = false;

	for (size_t i = 0; i < head.len; i++) {
		struct span at = {head.at + i, head.len - i};

		if (at.at[0] != ':' ||
		    (i > 0 && at.at[-1] != '\n' && at.at[-1] != ':'))
			continue;
		begun = begun || (at.len > 4 && !memcmp(at.at, ":20:", 4));
		for (const char *const *t = tags; *t != NULL; t++)
			if (begun && at.len > strlen(*t) &&
			    !memcmp(at.at, *t, strlen(*t)))
				return true;
	}
	return false;
}

const struct format format_mt940 = {
    .name = "mt940",
    .summary = "SWIFT MT940 and MT942 statements",
    .is = is_mt940,
    .read = mt940_read,
};
