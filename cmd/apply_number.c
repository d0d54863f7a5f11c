#include "base/hash.h"
#include "cmd/apply_in.h"

static uint32_t
hash_of(struct span key)
{
	return (uint32_t)(hash_bytes(0, key.at, key.len) >> 32);
}

void
apply_number_of(struct span text, struct apply_number *n)
{
	struct span key;

	n->text = text;
	n->normal = cite_normal(text, n->chars);
	n->letters = cite_letters(n->normal);
	n->core = cite_core(n->normal);
	n->lettered = (struct span){"", 0};
	n->meant = n->letters;
	key = n->core.len > 0 ? n->core : n->normal.len > 0 ? n->normal : text;
	n->hash = hash_of(key);
}

/* Most numbers of documents are some letters, a mark, and digits: these are
   the core, without zeros in front. */
uint32_t
apply_number_hash(struct span text)
{
	struct apply_number n;
	size_t i = 0;

	while (i < text.len && (text.at[i] < '0' || text.at[i] > '9'))
		i++;
	while (i + 1 < text.len && text.at[i] == '0')
		i++;
	n.core = (struct span){text.at + i, text.len - i};
	while (i < text.len && text.at[i] >= '0' && text.at[i] <= '9')
		i++;
	if (n.core.len > 0 && i == text.len && text.len <= CITE_CHARS)
		return hash_of(n.core);
	apply_number_of(text, &n);
	return n.hash;
}

/* What is cited may lean on the words and numbers before it. */
void
apply_number_cited(const struct cite *c, struct apply_number *n)
{
	if (n->letters.len > 0)
		return;
	n->meant = c->letters;
	n->lettered = cite_lettered(c, n->normal, n->more);
}

/* Letters that only say what kind of document it is. */
static bool
is_generic(struct span letters, bool credit)
{
	switch (cite_word(letters)) {
	case CITE_PLAIN:
		return true;
	case CITE_INVOICE:
		return !credit;
	case CITE_CREDIT:
		return credit;
	case CITE_OWN:
	case CITE_ORDER:
		break;
	}
	return letters.len == 0;
}

static bool
same(struct span a, struct span b)
{
	return a.len > 0 && span_equal(a, b);
}

enum apply_level
apply_number_is(const struct apply_number *n, struct span doc, bool credit)
{
	char chars[CITE_CHARS];
	struct span normal;

	if (span_equal(n->text, doc))
		return NUMBER_EXACT;
	normal = cite_normal(doc, chars);
	if (same(n->normal, normal))
		return NUMBER_NORMAL;
	if (same(n->lettered, normal))
		return NUMBER_LETTERED;
	if (same(n->core, cite_core(normal)) &&
	    (is_generic(n->meant, credit) || cite_letters(normal).len == 0))
		return NUMBER_CORE;
	return NUMBER_NOT;
}

/* A customer's order: as written, or in its normal form. */
bool
apply_number_is_order(const struct apply_number *n, struct span po)
{
	char chars[CITE_CHARS];
	struct span normal = cite_normal(po, chars);

	return span_equal(n->text, po) || same(n->normal, normal) ||
	       same(n->lettered, normal);
}

/* How a number was found, of the rank of what was found. */
enum match_level
apply_level_of(unsigned rank)
{
	static const enum match_level levels[] = {LEVEL_PO, LEVEL_EXACT,
	    LEVEL_NORMAL, LEVEL_NORMAL, LEVEL_NUMBER, LEVEL_XREF, LEVEL_PO};

	return levels[rank % APPLY_SCOPE];
}

/* The customer's own come before those of its family, and these before
   anyone's; an order that is called one is an order first. */
unsigned
apply_rank(const struct apply_number *n, unsigned scope, enum apply_level level)
{
	bool first = level == NUMBER_ORDER && cite_word(n->meant) == CITE_ORDER;

	return scope * APPLY_SCOPE + (first ? 0 : 1 + (unsigned)level);
}
