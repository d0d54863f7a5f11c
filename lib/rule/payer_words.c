/* A text as normal words. */
#include "rule/payer_in.h"

#include "base/mem.h"

static const char *const ands[] = {"AND", "ET", "UND"};

static const char *const legal[] = {"AB", "AG", "AS", "BV", "CO", "COMPANY",
    "CORP", "CORPORATION", "GMBH", "INC", "KG", "LIMITED", "LLC", "LLP", "LTD",
    "MBH", "NV", "OY", "PLC", "SA", "SARL", "SAS", "SPA", "SRL"};

#define LONGEST 11 /* CORPORATION */

static bool
is_one_of(struct span word, const char *const *list, size_t n)
{
	if (word.len < 2 || word.len > LONGEST)
		return false;
	for (size_t i = 0; i < n; i++)
		if (*word.at == *list[i] && span_is(word, list[i]))
			return true;
	return false;
}

/* An E for two dots behind a letter that they change. */
static void
add_umlaut(struct buf *text, size_t from)
{
	char last = text->len > from ? text->at[text->len - 1] : ' ';

	if (last == 'A' || last == 'O' || last == 'U')
		buf_byte(text, 'E');
}

/* Reads the word at *at, which goes to its end. */
static struct payer_word
read_word(struct buf *text, struct span s, size_t *at)
{
	struct payer_word w = {.from = (uint32_t)text->len};
	struct payer_char c;

	for (w.start = *at; *at < s.len; *at += c.len) {
		payer_char(&c, s, *at);
		if (c.sign == PAYER_GAP)
			break;
		if (c.sign == PAYER_LETTER)
			buf_span(text, c.normal);
		else if (c.sign == PAYER_UMLAUT)
			add_umlaut(text, w.from);
	}
	w.end = *at;
	w.len = (uint32_t)text->len - w.from;
	w.alone =
	    w.len == 1 && text->at[w.from] >= 'A' && text->at[w.from] <= 'Z';
	return w;
}

/* Puts a word behind the others, or to the last if both stand alone. */
static void
take_word(struct payer_words *w, const struct payer_word *word)
{
	struct payer_word *last = w->n > 0 ? &w->at[w->n - 1] : NULL;

	if (last != NULL && last->alone && word->alone) {
		last->len++;
		last->end = word->end;
		return;
	}
	w->at = mem_grow(w->at, &w->cap, w->n + 1, sizeof *w->at);
	w->at[w->n++] = *word;
}

/* Where words end, by letters before it. */
static uint64_t
ends_of(const struct payer_words *w)
{
	uint64_t ends = 0;

	for (size_t i = 0; i < w->n; i++)
		if (w->at[i].from + w->at[i].len <= 64)
			ends |= UINT64_C(1)
				<< (w->at[i].from + w->at[i].len - 1);
	return ends;
}

static void
drop_legal(struct payer_words *w)
{
	size_t n = 0;

	for (size_t i = 0; i < w->n; i++)
		if (!is_one_of(payer_word_text(w, i), legal,
			sizeof legal / sizeof *legal))
			w->at[n++] = w->at[i];
	w->n = n;
}

void
payer_words_read(struct payer_words *w, struct span source)
{
	size_t at = 0;

	w->text.len = 0;
	w->n = 0;
	w->start = w->end = 0;
	for (bool any = false; at < source.len;) {
		struct payer_word word = read_word(&w->text, source, &at);
		struct payer_char gap = {.len = 1};

		if (word.len > 0) {
			w->start = any ? w->start : word.start;
			w->end = word.end;
			any = true;
		}
		if (word.len == 0 ||
		    is_one_of((struct span){w->text.at + word.from, word.len},
			ands, sizeof ands / sizeof *ands))
			w->text.len = word.from;
		else
			take_word(w, &word);
		if (at < source.len)
			payer_char(&gap, source, at);
		at += gap.len;
	}
	w->ends = ends_of(w);
	drop_legal(w);
}

void
payer_words_join(
    const struct payer_words *w, size_t i, size_t j, struct buf *to)
{
	for (size_t k = i; k <= j; k++) {
		if (k > i)
			buf_byte(to, ' ');
		buf_span(to, payer_word_text(w, k));
	}
}

void
payer_words_free(struct payer_words *w)
{
	buf_free(&w->text);
	mem_free(w->at);
}

void
payer_normal(struct span name, struct buf *to)
{
	struct payer_words w = {0};

	payer_words_read(&w, name);
	if (w.n > 0)
		payer_words_join(&w, 0, w.n - 1, to);
	payer_words_free(&w);
}
