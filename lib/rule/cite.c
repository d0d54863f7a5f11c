#include <string.h>

#include "base/mem.h"
#include "rule/cite_walk.h"

void
walk_forget(struct walk *w)
{
	w->hint = (struct span){NULL, 0};
	w->said = SENSE_NONE;
	w->announced = w->less = w->minus = false;
	w->money = w->month = w->net = false;
}

void
walk_unlink(struct walk *w)
{
	walk_forget(w);
	w->linked = w->apart = false;
}

/* What a word announces: the last one with a meaning of its own counts. */
static void
announce(struct walk *w, struct span word, enum cite_sense sense)
{
	w->announced = true;
	w->money = w->month = w->net = false;
	w->said = SENSE_NONE;
	if (sense != SENSE_PLAIN || w->hint.len == 0)
		w->hint = word;
}

/* "Invoice payment 1001" is of an invoice; "bill payment" is what banks call
   any payment. */
static bool
is_invoice(const struct walk *w)
{
	return w->announced && w->hint.len > 0 &&
	       cite_word(w->hint) == CITE_INVOICE && w->hint.at[0] != 'B' &&
	       w->hint.at[0] != 'b';
}

static void
take_off(struct walk *w)
{
	walk_forget(w);
	w->less = true;
}

void
walk_word(struct walk *w, struct span word)
{
	enum cite_sense sense = cite_sense(word);

	switch (sense) {
	case SENSE_PLAIN:
		if (w->said != SENSE_NONE)
			break; /* check no. 1055 */
		announce(w, word, sense);
		break;
	case SENSE_INVOICE:
	case SENSE_CREDIT:
	case SENSE_ORDER:
		announce(w, word, sense);
		break;
	case SENSE_LESS:
		take_off(w);
		break;
	case SENSE_VAGUE:
		if (is_invoice(w))
			break;
		walk_unlink(w);
		w->said = sense;
		break;
	case SENSE_OTHER:
	case SENSE_PHONE:
	case SENSE_PERIOD:
		walk_unlink(w);
		w->said = sense;
		break;
	case SENSE_NET:
		walk_unlink(w);
		w->said = SENSE_PERIOD;
		w->net = true;
		break;
	case SENSE_OF:
		if (w->net)
			take_off(w);
		break;
	case SENSE_MONEY:
		w->money = true;
		break;
	case SENSE_MONTH:
		walk_forget(w);
		w->month = true;
		break;
	case SENSE_LINK:
		w->apart = true;
		break;
	case SENSE_FILL:
		break;
	case SENSE_TO:
	case SENSE_NONE:
		walk_unlink(w);
		break;
	}
}

/* A token without digits: its words, one by one. */
static void
read_words(struct walk *w, size_t end)
{
	while (w->at < end) {
		size_t stop = cite_letters_end(w->memo, w->at), len;
		struct span word = cite_part(w->memo, w->at, stop);

		if (stop == w->at) {
			(void)cite_char(w->memo, w->at, &len);
			w->at += len;
			continue;
		}
		w->at = stop;
		if (!walk_segment(w, word))
			walk_word(w, word);
	}
}

/* A '-' between a space and a letter takes off what follows. */
static bool
is_minus(const struct walk *w, size_t len)
{
	size_t next = w->at + len;

	return w->spaced && cite_alnum_at(w->memo, next) &&
	       !cite_digit_at(w->memo, next);
}

static void
read_mark(struct walk *w, char c, size_t len)
{
	size_t end = 0;

	if (c == '(' || (c == '+' && !w->linked))
		end = cite_phone(w->memo, w->at);
	if (end > 0) {
		walk_unlink(w);
		w->at = end;
		return;
	}
	switch (c) {
	case ',':
	case ';':
	case '&':
	case '+':
	case '/':
	case '|':
		w->apart = true;
		break;
	case '-':
		w->linked = false; /* rather an amount than one more number */
		w->minus = is_minus(w, len);
		break;
	case '#':
		w->announced = w->said == SENSE_NONE;
		w->month = false;
		break;
	case '$':
		w->money = true;
		break;
	case '~':
	case '\\':
		walk_unlink(w);
		break;
	default:
		break;
	}
	w->at += len;
}

/* No token is searched for its end twice. */
static size_t
token_end(struct walk *w)
{
	const char *slash = NULL;

	if (w->at >= w->token)
		w->token = cite_token_end(w->memo, w->at);
	if (w->at < w->slashes)
		slash = memchr(w->memo.at + w->at, '/', w->slashes - w->at);
	return slash != NULL ? (size_t)(slash - w->memo.at) : w->token;
}

static void
read_token(struct walk *w)
{
	size_t end = token_end(w);

	if (cite_has_digit(cite_part(w->memo, w->at, end)))
		walk_number(w, end);
	else
		read_words(w, end);
	if (w->segment && w->at > 0 && !w->announced)
		walk_segment_skip(w);
}

void
cites_find(struct span memo, struct cites *c)
{
	struct walk w = {.memo = memo, .out = c, .spaced = true};

	c->n = 0;
	while (w.at < memo.len) {
		size_t len;
		char ch = cite_char(memo, w.at, &len);

		if (cite_is_digit(ch) || cite_is_letter(ch))
			read_token(&w);
		else if (ch == ' ')
			w.at += len;
		else
			read_mark(&w, ch, len);
		w.spaced = ch == ' ';
	}
	walk_end(&w);
}

void
cites_free(struct cites *c)
{
	mem_free(c->list);
	*c = (struct cites){0};
}
