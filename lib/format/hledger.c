#include "format/hledger.h"

#include "value/currency.h"
#include "value/date.h"
#include "value/money.h"

#define WIDTH 56 /* in which amounts end, where there is room */

static bool
is_control(char c)
{
	return (unsigned char)c < ' ' || c == 0x7f;
}

static bool
misfit(struct journal_misfit *why, const char *what, struct span account)
{
	*why = (struct journal_misfit){what, account};
	return false;
}

/* Two blanks end an account, as a tab does. */
static bool
check_byte(struct span a, size_t i)
{
	char next = i + 1 < a.len ? a.at[i + 1] : '\0';

	if (is_control(a.at[i]) || a.at[i] == ';')
		return false;
	if (a.at[i] == ' ')
		return next != ' ' && next != '\0';
	return a.at[i] != ':' || (next != ':' && next != '\0');
}

static bool
check_account(struct span a, struct journal_misfit *why)
{
	if (a.len == 0)
		return misfit(why, "an account has no name", a);
	if (strchr(" :([<*!\"", a.at[0]) != NULL)
		return misfit(why, "begins like something else", a);
	for (size_t i = 0; i < a.len; i++)
		if (!check_byte(a, i))
			return misfit(why,
			    "has a part that is empty, two blanks in a row, a "
			    "blank at its end, a ';' or a control character",
			    a);
	return true;
}

/* Text in which `not` has a meaning. */
static void
add_text(struct buf *to, struct span s, char not, char instead)
{
	for (size_t i = 0; i < s.len; i++)
		buf_byte(to, is_control(s.at[i]) ? ' '
			     : s.at[i] == not    ? instead
						 : s.at[i]);
}

static void
add_tag(struct buf *to, const char *name, struct span value)
{
	if (value.len == 0)
		return;
	buf_text(to, "    ; ");
	buf_text(to, name);
	buf_text(to, ": ");
	add_text(to, value, ',', ' ');
	buf_byte(to, '\n');
}

static void
add_head(struct buf *to, const struct journal_entry *e)
{
	char day[DATE_CHARS];

	date_format(day, e->date);
	buf_text(to, day);
	buf_text(to, " (");
	add_text(to, e->number, ')', ' ');
	buf_text(to, ") ");
	add_text(to, e->memo, ';', ',');
	buf_byte(to, '\n');
	add_tag(to, "ref", e->ref);
	add_tag(to, "lines", e->lines);
}

static void
add_line(struct buf *to, const struct journal_line *l, int currency)
{
	char amount[MONEY_CHARS];
	size_t n = money_format(amount, l->amount, currency_exponent(currency));
	size_t used = 4 + l->account.len + n;

	buf_text(to, "    ");
	buf_span(to, l->account);
	buf_text(to, "  ");
	for (used += 2; used < WIDTH; used++)
		buf_byte(to, ' ');
	buf_add(to, amount, n);
	if (currency != CURRENCY_UNNAMED) {
		buf_byte(to, ' ');
		buf_text(to, currency_code(currency));
	}
	buf_byte(to, '\n');
	add_tag(to, "customer", l->customer);
	add_tag(to, "entity", l->entity);
}

bool
hledger_write(
    struct buf *to, const struct journal_entry *e, struct journal_misfit *why)
{
	for (size_t i = 0; i < e->n; i++)
		if (!check_account(e->line[i].account, why))
			return false;
	add_head(to, e);
	for (size_t i = 0; i < e->n; i++)
		add_line(to, &e->line[i], e->currency);
	buf_byte(to, '\n');
	return true;
}
