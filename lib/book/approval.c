#include "book/approval.h"

#include "base/buf.h"
#include "base/intern.h"
#include "base/mem.h"
#include "book/cells.h"
#include "value/currency.h"

enum { TYPE, LIMIT, CURRENCY, BY, NCOLUMN };

static const char *const names[] = {"type", "limit", "currency", "by"};
const char *const approval_required[2] = {"type", "limit"};

struct approval {
	struct columns columns;
	struct intern *keys; /* type, currency and person; marks are limits */
	struct decimal *limits;
	size_t n, cap;
};

struct approval *
approval_new(const struct map_section *map)
{
	struct approval *a = mem_array(1, sizeof *a);

	a->keys = intern_new();
	columns_open(&a->columns, map, names, NCOLUMN);
	return a;
}

void
approval_free(struct approval *a)
{
	if (a == NULL)
		return;
	columns_free(&a->columns);
	intern_free(a->keys);
	mem_free(a->limits);
	mem_free(a);
}

static bool
read_type(const struct cells *in, enum posting_type *type)
{
	enum posting_class class;

	*type = posting_type_find(cells_text(in, TYPE));
	class = *type == TYPES ? CLASS_EVENT : posting_class(*type);
	return class == CLASS_OPENS || class == CLASS_ACTS ||
	       cells_wrong(in, FAULT_NUMBER, TYPE,
		   "a type of row that moves money (writeoff, credit, adjust, "
		   "refund ...)");
}

static bool
read_limit(const struct cells *in, struct decimal *limit)
{
	return cells_decimal(in, LIMIT, limit) &&
	       (limit->n >= 0 ||
		   cells_wrong(in, FAULT_NUMBER, LIMIT, "a limit, 0 or more"));
}

static bool
read_currency(const struct cells *in, int *currency)
{
	*currency = -1;
	return cells_text(in, CURRENCY).len == 0 ||
	       cells_currency(in, CURRENCY, currency);
}

/* The key of a limit in `to`; a currency below 0 is any. */
static struct span
key(struct buf *to, enum posting_type type, int currency, struct span by)
{
	to->len = 0;
	buf_byte(to, (char)type);
	buf_add(to, (const char *)&currency, sizeof currency);
	buf_span(to, by);
	return (struct span){to->at, to->len};
}

static void
add(struct approval *a, const struct cells *in, struct span its,
    struct decimal limit)
{
	uint32_t *mark = intern_mark(a->keys, intern_add(a->keys, its));

	if (*mark != INTERN_NONE) {
		cells_wrong(in, FAULT_DUPLICATE_KEY, TYPE, NULL);
		return;
	}
	*mark = (uint32_t)a->n;
	a->limits = mem_grow(a->limits, &a->cap, a->n + 1, sizeof *a->limits);
	a->limits[a->n++] = limit;
}

void
approval_row(void *arg, struct batch *b, uint32_t row)
{
	struct approval *a = arg;
	struct cells in = {&a->columns, NULL, b, row};
	struct decimal limit;
	struct buf k = {0};
	enum posting_type type;
	int currency;

	columns_bind(&a->columns, b->header);
	if (!read_type(&in, &type) || !read_limit(&in, &limit) ||
	    !read_currency(&in, &currency))
		return;
	add(a, &in, key(&k, type, currency, cells_text(&in, BY)), limit);
	buf_free(&k);
}

static const struct decimal *
find(const struct approval *a, enum posting_type type, int currency,
    struct span by)
{
	static const struct span all;
	const struct span who[] = {by, all};
	const int in[] = {currency, -1};
	const struct decimal *found = NULL;
	struct buf k = {0};

	for (int i = 0; i < 4 && found == NULL; i++) {
		uint32_t id =
		    intern_find(a->keys, key(&k, type, in[i % 2], who[i / 2]));

		if (id != INTERN_NONE)
			found = &a->limits[*intern_mark(a->keys, id)];
	}
	buf_free(&k);
	return found;
}

/* |amount| / 10^exponent > n / 10^places; neither side can overflow. */
static bool
beyond(int64_t amount, int exponent, struct decimal limit)
{
	int128 size = amount < 0 ? -(int128)amount : amount;

	return size * decimal_power(limit.places) >
	       limit.n * decimal_power(exponent);
}

bool
approval_over(const struct approval *a, enum posting_type type, int currency,
    struct span by, int64_t amount, struct decimal *limit)
{
	const struct decimal *found = find(a, type, currency, by);

	if (found == NULL ||
	    !beyond(amount, currency_exponent(currency), *found))
		return false;
	*limit = *found;
	return true;
}
