#include "base/buf.h"
#include "cli/fields.h"
#include "value/currency.h"
#include "value/date.h"

static struct span
day(char *to, int32_t date)
{
	return (struct span){to, date_format(to, date)};
}

static struct span
known_value(enum posting_column column, const struct fields_view *v, char *date)
{
	if (column == POSTING_CUSTOMER)
		return v->customer;
	if (column == POSTING_CURRENCY)
		return span_of(currency_code(v->currency));
	if (column == POSTING_DOC)
		return v->doc;
	if (column == POSTING_ENTITY)
		return v->entity;
	if (column == POSTING_ACCOUNT)
		return v->account;
	if (column == POSTING_TYPE)
		return span_of(posting_type_name(v->type));
	if (column == POSTING_LINE)
		return v->part;
	if (column == POSTING_DATE)
		return day(date, v->date);
	return day(date, column == POSTING_DUE ? v->due : v->doc_date);
}

struct span
fields_value(const struct field *f, const struct fields_view *v,
    const struct customers *customers, char *date)
{
	switch (f->from) {
	case FIELD_KNOWN:
		return known_value((enum posting_column)f->at, v, date);
	case FIELD_CARRIED:
		return v->carried[f->at];
	case FIELD_CUSTOMERS:
		break;
	}
	return customers_cell(customers, v->customer, f->at);
}

void
fields_key(const struct fields *f, const struct fields_view *v,
    const struct customers *customers, struct buf *key)
{
	char date[DATE_CHARS];

	key->len = 0;
	for (size_t i = 0; i < f->n; i++) {
		if (i > 0)
			buf_byte(key, '\0');
		buf_span(key, fields_value(&f->at[i], v, customers, date));
	}
}

struct span
fields_part(struct span key, size_t i)
{
	const char *end = key.at + key.len, *nul;

	for (; i > 0; i--) {
		nul = memchr(key.at, '\0', (size_t)(end - key.at));
		key.at = nul != NULL ? nul + 1 : end;
	}
	nul = memchr(key.at, '\0', (size_t)(end - key.at));
	key.len = (size_t)((nul != NULL ? nul : end) - key.at);
	return key;
}

bool
fields_pass(const struct fields_tests *tests, const struct fields_view *v,
    const struct customers *customers)
{
	char date[DATE_CHARS];

	for (size_t i = 0; i < tests->n; i++) {
		const char *list = tests->at[i].values;
		struct span is =
		    fields_value(&tests->at[i].field, v, customers, date);
		struct span value;
		bool found = false;

		while (!found && opts_item(&list, &value))
			found = span_equal(is, value);
		if (!found)
			return false;
	}
	return true;
}
