#include "book/special.h"

#include "value/currency.h"

void
special_open(struct special *s)
{
	*s = (struct special){.ids = intern_new()};
}

void
special_close(struct special *s)
{
	intern_free(s->ids);
	buf_free(&s->key);
}

/* Cells hold no NUL, so that no two names run into one. */
static struct span
key_of(struct special *s, const struct special_name *n)
{
	s->key.len = 0;
	buf_span(&s->key, n->name);
	buf_byte(&s->key, '\0');
	buf_span(&s->key, n->part);
	buf_byte(&s->key, '\0');
	buf_span(&s->key, n->customer);
	buf_byte(&s->key, '\0');
	buf_text(&s->key, currency_code(n->currency));
	return (struct span){s->key.at, s->key.len};
}

uint32_t
special_add(struct special *s, const struct special_name *n)
{
	return intern_add(s->ids, key_of(s, n));
}

uint32_t
special_find(struct special *s, const struct special_name *n, int level)
{
	struct special_name at = *n;

	if (level & 2)
		at.customer = (struct span){"", 0};
	if (level & 1)
		at.currency = CURRENCY_UNNAMED;
	return intern_find(s->ids, key_of(s, &at));
}
