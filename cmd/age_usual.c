#include "base/mem.h"
#include "cmd/age.h"
#include "value/currency.h"

void
age_usual_open(struct age_usual *u, const struct aging_policy *policy)
{
	size_t n = (size_t)currency_count();

	*u = (struct age_usual){.policy = policy};
	u->sums = mem_array(n, sizeof *u->sums);
	u->codes = mem_array(n, sizeof *u->codes);
	for (size_t i = 0; i < n; i++)
		u->codes[i] =
		    hash_part(HASH_SEED, span_of(currency_code((int)i)));
}

void
age_usual_close(struct age_usual *u)
{
	mem_free(u->sums);
	mem_free(u->codes);
	buf_free(&u->key);
}

/* The key of the i-th entry, as fields_key writes it. */
static struct span
key(void *arg, size_t i)
{
	struct age_usual *u = arg;
	uint32_t row = u->from[i];

	u->key.len = 0;
	buf_span(&u->key, u->rows.customer[row]);
	buf_byte(&u->key, '\0');
	buf_text(&u->key, currency_code(u->rows.currency[row]));
	return (struct span){u->key.at, u->key.len};
}

void
age_usual_add(struct age_usual *u, struct pivot *pivot)
{
	const struct postings *p = &u->rows;
	size_t n = 0;

	for (uint32_t i = 0; i < p->n; i++) {
		struct aging_entry a = {.open = p->amount[i],
		    .date = p->date[i],
		    .due = p->due[i],
		    .doc_date = p->doc_date[i]};
		struct pivot_entry *e = &u->entries[n];
		int currency = p->currency[i];

		if (a.date > u->policy->asof)
			continue;
		e->hash = hash_join(p->owner[i], u->codes[currency]);
		e->place = (uint32_t)aging_find(u->policy, &a);
		e->amount = a.open;
		u->sums[currency] += a.open;
		u->from[n++] = i;
	}
	u->nlater += p->n - n;
	pivot_add_all(pivot, u->entries, n, key, u);
}
