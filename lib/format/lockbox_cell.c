#include "format/lockbox_in.h"
#include "value/date.h"

struct span
lockbox_text(const struct lockbox_record *r, enum lockbox_field f)
{
	return r->at[f].length == 0
		   ? span_of("")
		   : fixed_text(&r->fixed, r->at[f].column, r->at[f].length);
}

int64_t
lockbox_number(const struct lockbox_record *r, enum lockbox_field f)
{
	struct span s = lockbox_text(r, f);
	int64_t v;

	if (s.len == 0)
		return 0;
	return s.at[0] != '-' && import_cents(s, &v) ? v : -1;
}

bool
lockbox_amount(
    const struct lockbox_record *r, enum lockbox_field f, int64_t *amount)
{
	struct span s = lockbox_text(r, f);

	*amount = 0;
	return s.len == 0 || import_cents(s, amount);
}

int32_t
lockbox_date(
    struct import *in, const struct lockbox_record *r, enum lockbox_field f)
{
	struct span s = lockbox_text(r, f);
	int32_t day;
	size_t zeros = 0;

	while (zeros < s.len && s.at[zeros] == '0')
		zeros++;
	if (zeros == s.len)
		return DATE_NONE;
	if (import_date(s, r->at[f].dates, &day))
		return day;
	import_fault(in, r->line, lockbox_field_name(f),
	    "\"%.*s\" is not a date (%s)", (int)s.len, s.at, r->at[f].dates);
	return DATE_NONE;
}
