#include "book/provision.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "book/cells.h"
#include "value/bucket.h"
#include "value/currency.h"
#include "value/money.h"

enum { BUCKET, RATE, CURRENCY, NCOLUMN };

static const char *const names[] = {"bucket", "rate", "currency"};
const char *const provision_required[2] = {"bucket", "rate"};

#define ANY CURRENCY_UNNAMED /* of all currencies that have no own */

struct entry {
	size_t bucket;
	int currency;
	struct decimal share;
};

struct provision {
	struct columns columns;
	const int32_t *limit;
	size_t nlimit;
	struct entry *at;
	size_t n, cap;
};

struct provision *
provision_new(const struct map_section *map, const int32_t *limit, size_t n)
{
	struct provision *p = mem_array(1, sizeof *p);

	p->limit = limit;
	p->nlimit = n;
	columns_open(&p->columns, map, names, NCOLUMN);
	return p;
}

bool
provision_empty(const struct provision *p)
{
	return p->n == 0;
}

void
provision_free(struct provision *p)
{
	if (p == NULL)
		return;
	columns_free(&p->columns);
	mem_free(p->at);
	mem_free(p);
}

/* Names the buckets that there are: other --buckets, or a slip of the pen. */
static bool
unknown(const struct provision *p, const struct cells *in)
{
	char text[BUCKET_CHARS];
	struct buf all = {0};

	buf_text(&all, "a bucket of this report (");
	for (size_t i = 0; i < p->nlimit + 2; i++) {
		bucket_name(text, p->limit, p->nlimit, i);
		buf_text(&all, i > 0 ? ", " : "");
		buf_text(&all, text);
	}
	buf_byte(&all, ')');
	cells_wrong(in, FAULT_NUMBER, BUCKET, buf_string(&all));
	buf_free(&all);
	return false;
}

/* The same bucket in the names of figures: 1_30, over_90. */
static void
figure_name(const struct provision *p, size_t bucket, char text[BUCKET_CHARS])
{
	char *dash;

	if (bucket == p->nlimit + 1) {
		snprintf(text, BUCKET_CHARS, "over_%d",
		    p->nlimit > 0 ? (int)p->limit[p->nlimit - 1] : 0);
		return;
	}
	bucket_name(text, p->limit, p->nlimit, bucket);
	dash = strchr(text, '-');
	if (dash != NULL)
		*dash = '_';
}

static bool
read_bucket(const struct provision *p, const struct cells *in, size_t *bucket)
{
	struct span s = cells_text(in, BUCKET);
	char text[BUCKET_CHARS];

	for (size_t i = 0; i < p->nlimit + 2; i++) {
		*bucket = i;
		bucket_name(text, p->limit, p->nlimit, i);
		if (span_is(s, text))
			return true;
		figure_name(p, i, text);
		if (span_is(s, text))
			return true;
	}
	return unknown(p, in);
}

static bool
read_share(const struct cells *in, struct decimal *share)
{
	if (!cells_share(in, RATE, share))
		return false;
	return (share->n >= 0 &&
		   decimal_compare(*share, (struct decimal){1, 0}) <= 0) ||
	       cells_wrong(
		   in, FAULT_NUMBER, RATE, "a share, 0% to 100% or 0 to 1");
}

static bool
read_currency(const struct cells *in, int *currency)
{
	*currency = ANY;
	return cells_text(in, CURRENCY).len == 0 ||
	       cells_currency(in, CURRENCY, currency);
}

static const struct entry *
find(const struct provision *p, size_t bucket, int currency)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->at[i].bucket == bucket && p->at[i].currency == currency)
			return &p->at[i];
	return NULL;
}

void
provision_row(void *arg, struct batch *b, uint32_t row)
{
	struct provision *p = arg;
	struct cells in = {&p->columns, NULL, b, row};
	struct entry e = {0};

	columns_bind(&p->columns, b->header);
	if (!read_bucket(p, &in, &e.bucket) || !read_share(&in, &e.share) ||
	    !read_currency(&in, &e.currency))
		return;
	if (find(p, e.bucket, e.currency) != NULL) {
		cells_wrong(&in, FAULT_DUPLICATE_KEY, BUCKET, NULL);
		return;
	}
	p->at = mem_grow(p->at, &p->cap, p->n + 1, sizeof *p->at);
	p->at[p->n++] = e;
}

bool
provision_share(const struct provision *p, size_t bucket, int currency,
    struct decimal *share)
{
	const struct entry *e = find(p, bucket, currency);

	if (e == NULL)
		e = find(p, bucket, ANY);
	*share = e != NULL ? e->share : (struct decimal){0, 0};
	return e != NULL;
}

int128
provision_sum(const struct provision *p, const int128 *buckets, int currency)
{
	int128 sum = 0;

	for (size_t i = 0; i < p->nlimit + 2; i++) {
		struct decimal share;

		if (buckets[i] <= 0 || !provision_share(p, i, currency, &share))
			continue;
		sum += buckets[i] * share.n *
		       decimal_power(DECIMAL_PLACES - share.places);
	}
	return money_round(sum, decimal_power(DECIMAL_PLACES));
}
