#include <string.h>

#include "base/mem.h"
#include "rule/cite_walk.h"

void
walk_forget(struct walk *w)
{
	w->hint = (struct span){NULL, 0};
	w->said = SENSE_NONE;
	w->announced = w->less = w->minus = w->money = w->month = false;
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
	w->said = SENSE_NONE;
	if (sense != SENSE_PLAIN || w->hint.len == 0)
		w->hint = word;
	if (sense == SENSE_CREDIT)
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
		walk_forget(w);
		w->less = true;
		break;
	case SENSE_OTHER:
	case SENSE_PHONE:
	case SENSE_VAGUE:
	case SENSE_PERIOD:
		walk_unlink(w);
		w->said = sense;
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

/* "net of" takes off, "net" announces a period. */
static bool
read_net_of(struct walk *w, size_t end)
{
	struct span net = cite_part(w->memo, w->at, end), of;
	size_t i = end;

	while (i < w->memo.len && i < end + 2 && w->memo.at[i] == ' ')
		i++;
	of = cite_part(w->memo, i, cite_letters_end(w->memo, i));
	if (net.len != 3 || of.len != 2 || (net.at[0] | 0x20) != 'n' ||
	    cite_sense(net) != SENSE_PERIOD || (of.at[0] | 0x20) != 'o' ||
	    (of.at[1] | 0x20) != 'f')
		return false;
	w->at = i + 2;
	walk_forget(w);
	w->less = true;
	return true;
}

/* A '-' between a space and a letter takes off what follows. */
static bool
is_minus(const struct walk *w, size_t len)
{
	size_t next = w->at + len;
	bool space = w->at == 0 || w->memo.at[w->at - 1] == ' ';

	return space && cite_alnum_at(w->memo, next) &&
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
		w->apart = true;
		w->minus = is_minus(w, len);
		break;
	case '#':
		w->announced = w->said == SENSE_NONE;
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
	else if (!read_net_of(w, end))
		read_words(w, end);
	if (w->segment && w->at > 0 && !w->announced)
		walk_segment_skip(w);
}

void
cites_find(struct span memo, struct cites *c)
{
	struct walk w = {.memo = memo, .out = c};

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
	}
	walk_end(&w);
}

void
cites_free(struct cites *c)
{
	mem_free(c->list);
	*c = (struct cites){0};
}
