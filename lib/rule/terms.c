#include "rule/terms.h"

#include "base/buf.h"
#include "base/mem.h"
#include "rule/terms_in.h"

#define SHOWN 24 /* most bytes of a word that a message repeats */

void
terms_free(struct terms *t)
{
	if (t == NULL)
		return;
	mem_free(t->list);
	mem_free(t->weight);
	mem_free(t->step);
	mem_free(t);
}

void
terms_parts_free(struct terms_parts *parts)
{
	mem_free(parts->list);
	mem_free(parts->scratch);
	*parts = (struct terms_parts){0};
}

static struct decimal
largest_of(const struct installment *p)
{
	struct decimal most = {0};

	for (size_t i = 0; i < p->ntier; i++)
		if (decimal_compare(p->tier[i].percent, most) > 0)
			most = p->tier[i].percent;
	return most;
}

bool
terms_largest(const struct terms *t, struct decimal *percent)
{
	struct decimal most = largest_of(&t->list[0]);

	for (size_t i = 1; i < t->n; i++)
		if (decimal_compare(largest_of(&t->list[i]), most) != 0)
			return false;
	*percent = most;
	return true;
}

static bool
ends_word(char c)
{
	return c == ' ' || c == ',' || c == ';' || (unsigned char)c < ' ';
}

/* A mark alone is a word, too, but what can't be shown is none. */
static size_t
word_length(struct span text, size_t at)
{
	size_t n = at < text.len && (unsigned char)text.at[at] >= ' ';

	while (n > 0 && at + n < text.len && !ends_word(text.at[at]) &&
	       !ends_word(text.at[at + n]))
		n++;
	if (n <= SHOWN)
		return n;
	/* UTF-8 is not cut within a character. */
	for (n = SHOWN; n > 1 && (text.at[at + n] & 0xc0) == 0x80;)
		n--;
	return n;
}

bool
terms_wrong(
    struct terms_error *error, struct span text, size_t at, const char *what)
{
	size_t n = strlen(what);

	if (n > sizeof error->what - 1)
		n = sizeof error->what - 1;
	error->at = at;
	error->len = word_length(text, at);
	memcpy(error->what, what, n);
	error->what[n] = '\0';
	return false;
}

/* Digits enough for any column. */
static void
add_number(struct buf *b, size_t n)
{
	char room[MONEY_CHARS];

	buf_add(b, room, money_format(room, (int128)n, 0));
}

char *
terms_error_text(const struct terms_error *error, struct span text)
{
	struct buf b = {0};

	if (error->at < text.len) {
		buf_text(&b, "at column ");
		add_number(&b, error->at + 1);
		if (error->len > 0) {
			buf_text(&b, ", \"");
			buf_add(&b, text.at + error->at, error->len);
			buf_byte(&b, '"');
		}
	} else {
		buf_text(&b, "at the end");
	}
	buf_text(&b, ": ");
	buf_text(&b, error->what);
	buf_string(&b);
	return b.at;
}

const char *
terms_fault_text(enum terms_fault fault)
{
	switch (fault) {
	case TERMS_DATE:
		return "a date after 9999-12-31";
	case TERMS_FIXED:
		return "fixed shares of more than the amount";
	case TERMS_DECIMALS:
		return "a fixed share with more decimals than the currency has";
	case TERMS_OK:
		break;
	}
	return "nothing is wrong";
}
