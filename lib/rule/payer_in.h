/* Names and memos from inside: characters, words, hits. */
#ifndef RULE_PAYER_IN_H
#define RULE_PAYER_IN_H

#include <stdbool.h>

#include "base/intern.h"
#include "rule/payer.h"

/* What a character does to a word. */
enum payer_sign {
	PAYER_GAP,    /* parts words */
	PAYER_MARK,   /* an apostrophe or an accent by itself: nothing */
	PAYER_UMLAUT, /* two dots by themselves: an E after A, O and U */
	PAYER_LETTER, /* a letter or digit */
};

/* A character: the bytes it takes, and as a normal form has it. */
struct payer_char {
	uint32_t code;
	size_t len;
	enum payer_sign sign;
	struct span normal; /* points into the text, or to constants */
	char capital;       /* room for one letter */
};

/* Reads the character at s.at[at]; bytes that are not UTF-8 are letters. */
void payer_char(struct payer_char *c, struct span s, size_t at);

/* Whether a and b are equal but for capitals. */
bool payer_equal(struct span a, struct span b);

/* Whether the character before s.at[at], or at it, is of a word. */
bool payer_touches(struct span s, size_t at, bool before);

static inline bool
payer_begins(struct span text, struct span with)
{
	return text.len >= with.len &&
	       (with.len == 0 || !memcmp(text.at, with.at, with.len));
}

struct payer_word {
	uint32_t from, len; /* normalised, in the text of the words */
	size_t start, end;  /* its bytes in the source */
	bool alone;         /* letters that stood alone */
};

/* The normal words of a source; zeroed at first, and used again.  The text is
   that of all words, those of legal forms included. */
struct payer_words {
	struct buf text;
	struct payer_word *at;
	size_t n, cap;
	size_t start, end; /* of all of them, those left out included */
	uint64_t ends;     /* bit n - 1: a word ends with n bytes of text */
};

void payer_words_read(struct payer_words *w, struct span source);
void payer_words_free(struct payer_words *w);

static inline struct span
payer_word_text(const struct payer_words *w, size_t i)
{
	return (struct span){w->text.at + w->at[i].from, w->at[i].len};
}

/* Appends words i to j, a space between them. */
void payer_words_join(
    const struct payer_words *w, size_t i, size_t j, struct buf *to);

#define PAYERS_NONE UINT32_MAX

/* A name as written, and where its first normal word begins in that. */
struct payers_name {
	uint32_t form, written, lead, number;
};

/*
 * A tree of words: a node is a word behind another node, and may be the end
 * of a normal form.  After payers_close, forms are numbered in the order of
 * their texts, and names stand in the order of their forms and numbers.
 */
struct payers_letters {
	struct span text;
	uint64_t ends; /* of words, as in struct payer_words */
	uint32_t number;
};

struct payers {
	struct intern *words, *nodes, *forms, *written;
	uint32_t *form_at; /* by node */
	size_t node_cap;
	struct payers_name *names;
	size_t n, cap;
	struct payer_words scratch;
	struct buf text;

	struct span *form;    /* their texts, in order */
	uint32_t *first_name; /* by form; one more at the end */
	struct payers_vocabulary *near;

	/* By name: all letters and digits of it, but ANDs; in their order. */
	struct payers_letters *letters;
	size_t letter_cap;
	struct intern *texts; /* of them */
};

/* A name at a place of the memo, its bytes from start to end. */
struct payers_hit {
	size_t start, end;
	uint32_t number;
	enum payer_strength strength;
	bool field;  /* at the width of a bank's field ... */
	bool weak;   /* where words end, as they well may: no more than doubt */
	bool hidden; /* by another */
};

/* More names than this that one place may be from are not looked at. */
#define PAYERS_MOST_CUT 256

struct payers_work {
	struct payer_words words, field;
	uint32_t *ids; /* of the words */
	size_t id_cap;
	struct payers_hit *hits;
	size_t n, cap;
	size_t number_cap;
	struct buf text;
};

void payers_hit(struct payers_work *w, const struct payers_hit *h);

/* Adds names that were cut at the end of a field that begins at word i. */
void payers_fields(
    const struct payers *p, struct span memo, struct payers_work *w, size_t i);
void payers_sort_letters(struct payers *p);

/* Puts into f the numbers of the hits of its work; the best of them, or
   NULL. */
const struct payers_hit *payers_settle(struct payers_found *f);

/* The node of a word behind another, PAYERS_NONE for the root. */
uint32_t payers_node(const struct payers *p, uint32_t node, uint32_t word);

/* The first form that is not before the text. */
uint32_t payers_form_from(const struct payers *p, struct span text);

/*
 * The forms of each word, words in the order of their ids, and the words in
 * the order of their texts.
 */
struct payers_vocabulary {
	uint32_t *first; /* by word: of `forms`; one more at the end */
	uint32_t *forms;
	struct span *words; /* by text */
	uint32_t nword;
};

struct payers_vocabulary *payers_vocabulary_new(const struct payers *p);
void payers_vocabulary_free(struct payers_vocabulary *x);

/* How many forms have a word; a form that has it twice is two. */
uint32_t payers_forms_with(const struct payers_vocabulary *x, uint32_t word);

/* What a word weighs: the more, the rarer it is. */
uint32_t payers_weight(const struct payers *p, uint32_t word);

/* A word of names that is near one that is none, or INTERN_NONE. */
uint32_t payers_near_word(const struct payers *p, struct span word);

/* Cuts the first word off a form. */
struct span payers_cut_word(struct span *form);

#endif
