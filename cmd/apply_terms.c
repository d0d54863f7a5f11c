#include <stdio.h>

#include "base/diag.h"
#include "base/mem.h"
#include "cmd/apply_in.h"

/* All texts of terms that there are, read once. */

static void
parse_default(struct apply *a)
{
	struct terms_error error;
	struct terms *t;

	if (a->terms_text == NULL)
		return;
	t = terms_parse(span_of(a->terms_text), &error);
	if (t == NULL)
		diag_fail("--terms: %s",
		    terms_error_text(&error, span_of(a->terms_text)));
	terms_free(t);
	a->notes->default_terms =
	    intern_add(a->notes->term_texts, span_of(a->terms_text));
}

static void
find_customers(struct apply *a)
{
	struct apply_notes *n = a->notes;
	uint32_t column;

	if (a->customers == NULL)
		return;
	column = customers_column(a->customers, span_of("terms"));
	if (column == CUSTOMERS_NONE)
		return;
	n->customer_terms = mem_array(a->world->n, sizeof *n->customer_terms);
	for (uint32_t c = 0; c < a->world->n; c++)
		n->customer_terms[c] = intern_add(
		    n->term_texts, customers_cell(a->customers,
				       apply_name(a->world, c), column));
}

void
apply_terms_open(struct apply *a)
{
	struct apply_notes *n = a->notes;
	struct terms_error error;

	n->nlined = intern_count(n->term_texts);
	parse_default(a);
	find_customers(a);
	n->nterms = intern_count(n->term_texts);
	n->has_discounts |= n->nterms > 1; /* but for the blank one */
	n->terms = mem_array(n->nterms, sizeof(void *));
	for (uint32_t i = 1; i < n->nterms; i++)
		n->terms[i] =
		    terms_parse(intern_text(n->term_texts, i), &error);
}

/* Where they stand first: "FILE:LINE", or whose of the customers they are.
   The default has been read already. */
static const char *
place_of(const struct apply *a, uint32_t bad, char *text, size_t size)
{
	const struct apply_notes *n = a->notes;
	struct span name;

	if (bad < n->nlined)
		return source_place(&a->source, n->term_line[bad], text, size);
	for (uint32_t c = 0; c < a->world->n; c++)
		if (n->customer_terms[c] == bad) {
			name = apply_name(a->world, c);
			snprintf(text, size, "%s: customer \"%.*s\"",
			    a->customers_file,
			    name.len < 60 ? (int)name.len : 60, name.at);
			break;
		}
	return text;
}

/* Those that were needed and could not be read: said once. */
void
apply_terms_tell(const struct apply *a, uint32_t bad)
{
	char place[PLACE_CHARS] = "";
	struct span text;

	if (bad == 0)
		return;
	text = intern_text(a->notes->term_texts, bad);
	diag_say("%s: terms that can't be read give no discount: \"%.*s\"",
	    place_of(a, bad, place, sizeof place),
	    (int)(text.len < 60 ? text.len : 60), text.at);
}
