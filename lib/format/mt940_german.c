/*
 * :86: as German and Austrian banks fill it in: three digits, the code of the
 * business transaction; then subfields, each behind a separator, which is the
 * fourth character, and two digits.  ?20 to ?29 and ?60 to ?63 are the text,
 * cut wherever 27 characters were full; in it SEPA's own fields, "SVWZ+" and
 * the like, where banks use them.
 */
#include <string.h>

#include "format/mt940_in.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* What is gathered before it is read as a whole. */
struct german {
	struct buf text, booking; /* booking: what the bank calls it */
	struct buf bank;
	size_t last, last_name; /* lengths of the last parts of text, name */
};

/* A subfield: the separator, and two digits. */
static bool
starts_part(const struct buf *b, size_t i, char mark)
{
	return i + 2 < b->len && b->at[i] == mark && is_digit(b->at[i + 1]) &&
	       is_digit(b->at[i + 2]);
}

static bool
is_german(const struct buf *b)
{
	if (b->len < 7 || !is_digit(b->at[0]) || !is_digit(b->at[1]) ||
	    !is_digit(b->at[2]))
		return false;
	return strchr("?<>^~!$%&|#+*/", b->at[3]) != NULL &&
	       starts_part(b, 3, b->at[3]);
}

/* A part that is full goes on in the next, be it in the middle of a word. */
#define PART_FULL 27

static size_t
characters(struct span s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += ((unsigned char)s.at[i] & 0xC0) != 0x80;
	return n;
}

static void
add_text(struct buf *text, size_t *last, struct span part)
{
	if (text->len > 0 && *last < PART_FULL)
		buf_byte(text, ' ');
	buf_span(text, part);
	*last = characters(part);
}

static void
add_part(struct mt940_info *to, struct german *g, int number, struct span part)
{
	if ((number >= 20 && number <= 29) || (number >= 60 && number <= 63))
		add_text(&g->text, &g->last, part);
	else if (number == 0)
		mt940_words(&g->booking, part);
	else if (number == 30)
		mt940_words(&g->bank, part);
	else if (number == 34)
		mt940_words(&to->returned, part);
	else if (number == 31)
		mt940_words(&to->account, part);
	else if (number == 32 || number == 33)
		add_text(&to->payer, &g->last_name, part);
}

/* The fields that SEPA puts in the text, of which one is that for people. */
static const char *const sepa[] = {"EREF+", "KREF+", "MREF+", "CRED+", "DEBT+",
    "SVWZ+", "ABWA+", "ABWE+", "IBAN+", "BIC+", "OAMT+", "COAM+", "PURP+",
    "RTRN+", NULL};

/* Which of them begins at i, or NULL. */
static const char *
sepa_at(const struct buf *b, size_t i)
{
	for (const char *const *s = sepa; *s != NULL; s++) {
		size_t n = strlen(*s);

		if (b->len - i >= n && !memcmp(b->at + i, *s, n))
			return *s;
	}
	return NULL;
}

/* Where the next of them begins: each is three or four letters and a '+'. */
static size_t
sepa_end(const struct buf *b, size_t i)
{
	const char *p = b->at, *end;

	if (i >= b->len)
		return b->len;
	end = p + b->len;
	p += i;
	while (p < end && (p = memchr(p, '+', (size_t)(end - p))) != NULL) {
		size_t at = (size_t)(p - b->at);

		if (at >= i + 4 && sepa_at(b, at - 4) != NULL)
			return at - 4;
		if (at >= i + 3 && sepa_at(b, at - 3) != NULL)
			return at - 3;
		p++;
	}
	return b->len;
}

static void
add_sepa(struct mt940_info *to, const char *name, struct span value)
{
	if (!strcmp(name, "EREF+"))
		mt940_words(&to->number, value);
	else if (!strcmp(name, "SVWZ+"))
		mt940_words(&to->memo, value);
	else if (!strcmp(name, "IBAN+") && to->account.len == 0)
		mt940_words(&to->account, value);
	else if (!strcmp(name, "ABWA+") || !strcmp(name, "RTRN+")) {
		mt940_words(&to->memo, span_of(name));
		buf_span(&to->memo, value);
	}
}

/* A number that is no IBAN is one of its bank, which is told by its own. */
static void
add_bank(struct mt940_info *to, struct buf *bank)
{
	if (bank->len == 0 || to->account.len == 0 || !is_digit(bank->at[0]) ||
	    !is_digit(to->account.at[0]))
		return;
	buf_byte(bank, '/');
	buf_span(bank, buf_bytes(&to->account));
	to->account.len = 0;
	buf_span(&to->account, buf_bytes(bank));
}

/* Text without such a field is for people, all of it; what stands in front of
   the first is as well. */
static void
read_text(struct mt940_info *to, const struct buf *text)
{
	size_t i = sepa_end(text, 0);

	mt940_words(&to->memo, (struct span){text->at, i});
	while (i < text->len) {
		const char *name = sepa_at(text, i);
		size_t from = i + strlen(name), end = sepa_end(text, from);

		add_sepa(to, name, (struct span){text->at + from, end - from});
		i = end;
	}
}

bool
mt940_sepa(struct span text, struct mt940_info *to)
{
	struct buf whole = {0};
	bool is = text.len > 5 && memchr(text.at, '+', 6) != NULL;

	if (is) {
		buf_span(&whole, text);
		is = sepa_at(&whole, 0) != NULL;
	}
	if (is)
		read_text(to, &whole);
	if (is && to->memo.len == 0)
		mt940_words(&to->memo, text);
	buf_free(&whole);
	return is;
}

static void
tidy(struct buf *b)
{
	struct buf words = {0};

	mt940_words(&words, buf_bytes(b));
	buf_free(b);
	*b = words;
}

static void
read_parts(struct mt940_info *to, const struct buf *b, struct german *g)
{
	char mark = b->at[3];

	for (size_t i = 3, end; i < b->len; i = end) {
		int number = (b->at[i + 1] - '0') * 10 + b->at[i + 2] - '0';

		for (end = i + 3; end < b->len && !starts_part(b, end, mark);)
			end++;
		add_part(
		    to, g, number, (struct span){b->at + i + 3, end - i - 3});
	}
}

bool
mt940_german(struct span text, struct mt940_info *to)
{
	struct german g = {.last = 0};
	struct buf whole = {0};
	bool german;

	mt940_join(&whole, text, '\0');
	german = is_german(&whole);
	if (german) {
		to->code = (struct span){text.at, 3};
		read_parts(to, &whole, &g);
		if (g.text.len > 0)
			read_text(to, &g.text);
		if (to->memo.len == 0)
			mt940_words(&to->memo,
			    buf_bytes(g.text.len > 0 ? &g.text : &g.booking));
		tidy(&to->payer);
		add_bank(to, &g.bank);
	}
	buf_free(&g.bank);
	buf_free(&whole);
	buf_free(&g.text);
	buf_free(&g.booking);
	return german;
}
