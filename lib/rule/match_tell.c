#include <stdarg.h>

#include "base/buf.h"
#include "rule/match_in.h"

void
match_say(struct match *m, bool fired, const char *fmt, ...)
{
	struct buf text = {0};
	va_list ap;

	if (m->tell == NULL || m->room->fund != m->explain)
		return;
	va_start(ap, fmt);
	buf_vformat(&text, fmt, ap);
	va_end(ap);
	m->tell(m->arg, m->room->rule, fired, buf_string(&text));
	buf_free(&text);
}

/* Which cause tells more: what the payer said, then answers, then none. */
static int
weight(enum match_cause cause)
{
	switch (cause) {
	case CAUSE_NONE:
		return 0;
	case CAUSE_NO_MATCH:
	case CAUSE_DISPUTED:
	case CAUSE_NOTHING:
		return 1;
	case CAUSE_MANY:
		return 2;
	case CAUSE_CHANCE:
		return 3;
	case CAUSE_SEVERAL:
		return 4;
	case CAUSE_LATER:
	case CAUSE_HOLD:
	case CAUSE_FUTURE:
	case CAUSE_STALE:
	case CAUSE_DUPLICATE:
	case CAUSE_PAYER:
	case CAUSE_MISMATCH:
	case CAUSE_UNKNOWN:
	case CAUSE_NUMBER:
	case CAUSE_SETTLED:
	case CAUSE_HELD:
	case CAUSE_SHORT:
	case CAUSE_OVER:
	case CAUSE_CURRENCY:
	case CAUSE_RETURN:
	case CAUSE_RETURNS:
	case CAUSES:
		break;
	}
	return 5;
}

/* Of equal weight the first stays: rules come strongest first. */
void
match_blame(struct match *m, enum match_cause cause)
{
	struct match_fund *f = match_at(m);

	if (weight(cause) > weight(f->cause))
		f->cause = (uint8_t)cause;
}
