/* Segments of X12 in a memo, as addenda of ACH payments have them. */
#include "rule/cite_walk.h"

/* Those of a payment that hold no number of a document. */
static bool
is_segment(struct span word)
{
	return span_is(word, "TRN") || span_is(word, "DTM") ||
	       span_is(word, "BPR") || span_is(word, "ENT");
}

static bool
ends_segment(char c)
{
	return c == '~' || c == '\\' || c == ' ';
}

void
walk_segment_skip(struct walk *w)
{
	while (w->at < w->memo.len && !ends_segment(w->memo.at[w->at]))
		w->at++;
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
	if (!span_is(word, "RMR"))
		return false;
	walk_forget(w);
	w->at = cite_letters_end(w->memo, i + 1);
	qualifier = cite_part(w->memo, i + 1, w->at);
	w->segment = w->announced = true;
	w->linked = false;
	if (cite_word(qualifier) != CITE_OWN)
		w->hint = qualifier;
	w->less = cite_word(qualifier) == CITE_CREDIT;
	return true;
}
