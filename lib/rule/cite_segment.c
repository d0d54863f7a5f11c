/* Segments of X12 in a memo, as addenda of ACH payments have them. */
#include "rule/cite_walk.h"

static bool
is_word(struct span word, const char *capitals)
{
	size_t i = 0;

	while (i < word.len && (word.at[i] & ~0x20) == capitals[i])
		i++;
	return i == word.len && capitals[i] == '\0';
}

/* Those of a payment that hold no number of a document. */
static bool
is_segment(struct span word)
{
	return is_word(word, "TRN") || is_word(word, "DTM") ||
	       is_word(word, "BPR") || is_word(word, "ENT");
}

static bool
ends_segment(char c)
{
	return c == '~' || c == '\\' || c == ' ' || c == '\0';
}

void
walk_segment_skip(struct walk *w)
{
	size_t len;

	while (!ends_segment(cite_char(w->memo, w->at, &len)))
		w->at += len;
	w->segment = false;
}

bool
walk_segment(struct walk *w, struct span word)
{
	size_t i = w->at;
	struct span qualifier;

	if (i >= w->memo.len || w->memo.at[i] != '*')
		return false;
	if (is_segment(word)) {
		walk_unlink(w);
		walk_segment_skip(w);
		return true;
	}
	if (!is_word(word, "RMR"))
		return false;
	walk_forget(w);
	w->at = cite_token_end(w->memo, i + 1);
	qualifier = cite_part(w->memo, i + 1, w->at);
	w->segment = w->announced = true;
	w->linked = false;
	if (cite_word(qualifier) != CITE_OWN)
		w->hint = qualifier;
	return true;
}
