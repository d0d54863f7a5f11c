#include "base/search.h"
#include "cmd/dun_in.h"

/* What was noticed of the parts of an item before. */

static int
by_due(const void *key, const void *member)
{
	int32_t x = *(const int32_t *)key;
	int32_t y = ((const struct dun_part *)member)->due;

	return (x > y) - (x < y);
}

static struct span
number_of(const struct dun *d, uint32_t event)
{
	return ledger_text(d->ledger, ledger_event(d->ledger, event)->number);
}

/* Whether a notice says more than those before: of one day, the higher level;
   of one level, the higher number. */
static bool
is_last(const struct dun *d, const struct dun_part *p, uint32_t event,
    uint32_t level)
{
	int32_t date = ledger_event(d->ledger, event)->date;

	if (date != p->debt.was_on)
		return date > p->debt.was_on;
	if (level != p->debt.was)
		return level > p->debt.was;
	return span_compare(number_of(d, event), number_of(d, p->noticed)) > 0;
}

/* What a notice tells of a part: the latest one its level, the latest that
   charged interest up to when. */
static void
add_notice(
    const struct dun *d, struct dun_part *p, uint32_t event, uint32_t level)
{
	const struct ledger_event *e = ledger_event(d->ledger, event);

	if (p->noticed == LEDGER_NONE || is_last(d, p, event, level)) {
		p->debt.was_on = e->date;
		p->debt.was = level;
		p->noticed = event;
	}
}

static void
add_interest(struct dun_part *p, int32_t date, int32_t upto)
{
	if (upto == DATE_NONE || date < p->charged_on ||
	    (date == p->charged_on && upto < p->interest_from))
		return;
	p->charged_on = date;
	p->interest_from = upto;
}

/* A notice of a due date is one of the part that has it; there may be one of
   that age without a due date before it. */
static void
add(const struct dun *d, struct dun_part *parts, size_t n, uint32_t event,
    const struct dun_notice *notice)
{
	int32_t date = ledger_event(d->ledger, event)->date;
	int32_t due = notice->ref_due;
	size_t i = 0;

	if (due != DATE_NONE)
		i = search_first(&due, parts, n, sizeof *parts, by_due);
	for (; i < n && (due == DATE_NONE || parts[i].due == due); i++) {
		if (due != DATE_NONE && parts[i].row->due != due)
			continue;
		add_notice(d, &parts[i], event, notice->level);
		add_interest(&parts[i], date, notice->interest_to);
	}
}

void
dun_past(const struct dun *d, struct dun_part *parts, size_t n)
{
	const struct ledger *l = d->ledger;
	uint32_t i = ledger_item(l, parts->item)->event;

	for (; i != LEDGER_NONE; i = ledger_event(l, i)->next) {
		const struct ledger_event *e = ledger_event(l, i);
		const struct dun_notice *notice;

		if (e->type != TYPE_NOTICE || e->date > d->asof)
			continue;
		notice = dun_notice_find(d->note, e->line);
		if (notice != NULL)
			add(d, parts, n, i, notice);
	}
	for (size_t k = 0; k < n; k++) {
		uint32_t most = parts[k].policy != NULL
				    ? policy_levels(parts[k].policy)
				    : UINT32_MAX;

		if (parts[k].debt.was > most)
			parts[k].debt.was = most;
	}
}
