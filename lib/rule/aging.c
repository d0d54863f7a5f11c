#include "rule/aging.h"

#include "value/date.h"

/* nlimit limits bound nlimit buckets; one is before them, one after. */
static size_t
nbucket(const struct aging_policy *p)
{
	return p->nlimit + 2;
}

size_t
aging_places(const struct aging_policy *p)
{
	return nbucket(p) + AGING_REST;
}

size_t
aging_index(const struct aging_policy *p, enum aging_place place)
{
	return nbucket(p) + place;
}

int32_t
aging_date(const struct aging_policy *p, const struct aging_entry *e)
{
	if (p->basis == AGING_POST)
		return e->date;
	if (p->basis == AGING_DUE && e->due != DATE_NONE)
		return e->due;
	return e->doc_date != DATE_NONE ? e->doc_date : e->date;
}

int64_t
aging_days(const struct aging_policy *p, const struct aging_entry *e)
{
	return (int64_t)p->asof - aging_date(p, e);
}

size_t
aging_bucket(const struct aging_policy *p, int64_t days)
{
	size_t b = days > 0;

	for (size_t i = 0; i < p->nlimit; i++)
		b += days > p->limit[i]; /* without a jump to mispredict */
	return b;
}

size_t
aging_find(const struct aging_policy *p, const struct aging_entry *e)
{
	if (e->open >= 0 || p->credits == AGING_BUCKET)
		return aging_bucket(p, aging_days(p, e));
	if (p->credits == AGING_CURRENT)
		return 0;
	return aging_index(p, e->receipt ? AGING_UNAPPLIED : AGING_CREDITS);
}

/* What of a debt may be netted. */
static int64_t
free_debt(const struct aging_policy *p, const struct aging_entry *e)
{
	if (e->open <= 0)
		return 0;
	return p->disputed ? e->open - e->disputed : e->open;
}

/* Takes up to `most` off the debts from *from on; returns what it took. */
static int128
take(const struct aging_policy *p, struct aging_entry *entries, size_t n,
    size_t *from, int128 most)
{
	int128 taken = 0;

	for (; *from < n; ++*from) {
		struct aging_entry *e = &entries[*from];
		int128 part = most - taken, debt = free_debt(p, e);

		if (part < debt) {
			e->open -= (int64_t)part;
			return most;
		}
		e->open -= (int64_t)debt;
		taken += debt;
	}
	return taken;
}

static void
net_kind(const struct aging_policy *p, struct aging_entry *entries, size_t n,
    size_t *from, bool receipt)
{
	for (size_t i = 0; i < n; i++) {
		struct aging_entry *e = &entries[i];

		if (e->open >= 0 || e->receipt != receipt)
			continue;
		e->open = (int64_t)(e->open + take(p, entries, n, from,
						  -(int128)e->open));
	}
}

void
aging_net(const struct aging_policy *p, struct aging_entry *entries, size_t n)
{
	size_t from = 0; /* debts before it are settled */

	net_kind(p, entries, n, &from, true);
	net_kind(p, entries, n, &from, false);
}
