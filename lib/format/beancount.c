#include "format/beancount.h"

#include "value/currency.h"
#include "value/date.h"
#include "value/money.h"

#define WIDTH 56 /* in which amounts end, where there is room */

static bool
misfit(struct journal_misfit *why, const char *what, struct span account)
{
	*why = (struct journal_misfit){what, account};
	return false;
}

/* Of other alphabets all letters are taken for capitals. */
static bool
is_capital(char c)
{
	return (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_inside(char c)
{
	return is_capital(c) || is_digit(c) || (c >= 'a' && c <= 'z') ||
	       c == '-';
}

static bool
check_part(struct span part, bool first)
{
	if (part.len == 0 ||
	    !(is_capital(part.at[0]) || (!first && is_digit(part.at[0]))))
		return false;
	for (size_t i = 1; i < part.len; i++)
		if (!is_inside(part.at[i]))
			return false;
	return true;
}

static bool
check_account(struct span a, struct journal_misfit *why)
{
	struct span rest = a;
	bool good = a.len > 0 && a.at[a.len - 1] != ':';
	size_t parts = 0;

	for (; good && rest.len > 0; parts++)
		good = check_part(span_cut(&rest, ':'), parts == 0);
	return (good && parts > 1) ||
	       misfit(why, "is not written as Assets:Receivable", a);
}

static void
add_string(struct buf *to, struct span s)
{
	buf_byte(to, '"');
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (c == '"' || c == '\\')
			buf_byte(to, '\\');
		if (c == '\n')
			buf_text(to, "\\n");
		else
			buf_byte(
			    to, (unsigned char)c < ' ' || c == 0x7f ? ' ' : c);
	}
	buf_byte(to, '"');
}

static void
add_tag(struct buf *to, const char *indent, const char *name, struct span value)
{
	if (value.len == 0)
		return;
	buf_text(to, indent);
	buf_text(to, name);
	buf_text(to, ": ");
	add_string(to, value);
	buf_byte(to, '\n');
}

static void
add_head(struct buf *to, const struct journal_entry *e)
{
	char day[DATE_CHARS];

	date_format(day, e->date);
	buf_text(to, day);
	buf_text(to, " * ");
	add_string(to, e->memo);
	buf_byte(to, '\n');
	add_tag(to, "  ", "entry", e->number);
	add_tag(to, "  ", "ref", e->ref);
	add_tag(to, "  ", "lines", e->lines);
}

static void
add_line(struct buf *to, const struct journal_line *l, int currency)
{
	char amount[MONEY_CHARS];
	size_t n = money_format(amount, l->amount, currency_exponent(currency));
	size_t used = 2 + l->account.len + n;

	buf_text(to, "  ");
	buf_span(to, l->account);
	buf_text(to, "  ");
	for (used += 2; used < WIDTH; used++)
		buf_byte(to, ' ');
	buf_add(to, amount, n);
	buf_byte(to, ' ');
	buf_text(to, currency_code(currency));
	buf_byte(to, '\n');
	add_tag(to, "    ", "customer", l->customer);
	add_tag(to, "    ", "entity", l->entity);
}

bool
beancount_write(
    struct buf *to, const struct journal_entry *e, struct journal_misfit *why)
{
	static const struct span none;

	if (e->currency == CURRENCY_UNNAMED)
		return misfit(why, "amounts have no currency", none);
	for (size_t i = 0; i < e->n; i++)
		if (!check_account(e->line[i].account, why))
			return false;
	add_head(to, e);
	for (size_t i = 0; i < e->n; i++)
		add_line(to, &e->line[i], e->currency);
	buf_byte(to, '\n');
	return true;
}
