#include "cmd/apply_payer.h"

/* Customers' ids that stand in a memo. */

static bool
is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool
is_word(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9') ||
	       (unsigned char)c >= 0x80;
}

/* An id is told from an amount by a letter, or by its length. */
static void
take_token(struct apply_search_payer *s, struct span token)
{
	const struct apply *a = s->desk->apply;
	uint32_t customer = apply_customer_find(a->world, token);
	bool letter = false;

	for (size_t i = 0; i < token.len; i++)
		letter |= is_letter(token.at[i]);
	if (customer != APPLY_NONE && (letter || token.len >= 5))
		apply_evidence_name(s, customer, token);
}

/* Whole words, and what blanks part, without the punctuation around it. */
void
apply_evidence_tokens(struct apply_search_payer *s, bool words)
{
	struct span memo = s->memo;
	size_t i = 0;

	while (i < memo.len) {
		size_t from = i, end;

		while (i < memo.len &&
		       (words ? is_word(memo.at[i]) : memo.at[i] != ' '))
			i++;
		for (end = i; end > from && !is_word(memo.at[end - 1]);)
			end--;
		while (from < end && !is_word(memo.at[from]))
			from++;
		if (end > from)
			take_token(
			    s, (struct span){memo.at + from, end - from});
		i++;
	}
}
