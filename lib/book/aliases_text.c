/* The accounts that stand in a text. */
#include "book/aliases_in.h"

#define SHORTEST 5 /* what is shorter may stand for anything */

/* What was found, and how a number is written at a place of the text. */
struct hunt {
	const struct aliases *a;
	uint32_t *found;
	size_t n, most;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* What parts a number from what is about it; other signs are inside of it. */
static bool
parts(char c)
{
	return is_blank(c) || c == ',' || c == ';' || c == ':' || c == '=' ||
	       c == '|';
}

static bool
has_blank(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (is_blank(s.at[i]))
			return true;
	return false;
}

/* Whether an account may be written so: `apart` where it has blanks in it. */
static bool
fits(const struct aliases *a, uint32_t alias, bool apart)
{
	struct alias is = aliases_at(a, alias);

	return !apart || is.kind == ALIAS_IBAN || has_blank(is.value);
}

/* The first alias of a normal form that may be written so. */
static uint32_t
first_of(const struct aliases *a, struct alias_key *k, bool apart)
{
	uint32_t list, i;

	if (k->len < SHORTEST || !(a->lengths >> (k->len - 1) & 1))
		return ALIASES_NONE;
	list = alias_list(a, ALIAS_ACCOUNT, k);
	if (list == INTERN_NONE)
		return ALIASES_NONE;
	i = a->lists[ALIAS_NORMAL].ends[list].first;
	while (i != ALIASES_NONE && !fits(a, i, apart))
		i = aliases_next(a, i, ALIAS_NORMAL);
	return i;
}

static size_t
skip(struct span s, size_t at, bool word)
{
	while (at < s.len && alias_joins(s.at[at]) == word)
		at++;
	return at;
}

/* Whether what stands between two words parts them. */
static bool
gap_parts(struct span s, size_t from, size_t to)
{
	for (; from < to; from++)
		if (parts(s.at[from]))
			return true;
	return false;
}

static bool
known(const struct hunt *h, uint32_t alias)
{
	for (size_t i = 0; i < h->n && i < h->most; i++)
		if (h->found[i] == alias)
			return true;
	return false;
}

static void
take(struct hunt *h, uint32_t alias, bool apart)
{
	for (; alias != ALIASES_NONE;
	     alias = aliases_next(h->a, alias, ALIAS_NORMAL)) {
		if (!fits(h->a, alias, apart) || known(h, alias))
			continue;
		if (h->n < h->most)
			h->found[h->n] = alias;
		h->n++;
	}
}

/* Looks at the words from `at` on; returns where to go on. */
static size_t
hunt_at(struct hunt *h, struct span text, size_t at)
{
	struct alias_key key = {0};
	uint32_t best = ALIASES_NONE;
	bool apart = false, best_apart = false;
	size_t end = skip(text, at, true), next = end, gap;

	for (gap = at; gap < text.len;) {
		uint32_t hit;
		struct span word = {text.at + gap, end - gap};

		if (!alias_key_add(&key, word))
			break;
		hit = first_of(h->a, &key, apart);
		if (hit != ALIASES_NONE) {
			best = hit;
			best_apart = apart;
			next = end;
		}
		gap = skip(text, end, false);
		apart = apart || gap_parts(text, end, gap);
		end = skip(text, gap, true);
	}
	take(h, best, best_apart);
	return next;
}

size_t
aliases_accounts(
    const struct aliases *a, struct span text, uint32_t *found, size_t most)
{
	struct hunt h = {.a = a, .found = found, .most = most};
	size_t at = skip(text, 0, false);

	while (at < text.len && a->lengths != 0)
		at = skip(text, hunt_at(&h, text, at), false);
	return h.n;
}
