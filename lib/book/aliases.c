#include "book/aliases.h"

#include "base/intern.h"
#include "base/mem.h"
#include "book/aliases_in.h"
#include "book/cells.h"

enum { KIND, VALUE, CUSTOMER, DOC, NCOLUMN };

static const char *const names[] = {"kind", "value", "customer", "doc"};
const char *const aliases_required[3] = {"kind", "value", "customer"};

static const char *const kinds[ALIAS_KINDS] = {
    [ALIAS_NAME] = "name",
    [ALIAS_ACCOUNT] = "account",
    [ALIAS_IBAN] = "iban",
    [ALIAS_XREF] = "xref",
};

struct aliases *
aliases_new(const struct map_section *map)
{
	struct aliases *a = mem_array(1, sizeof *a);

	a->texts = intern_new();
	a->said = intern_new();
	for (int by = 0; by < 2; by++)
		a->lists[by].keys = intern_new();
	columns_open(&a->columns, map, names, NCOLUMN);
	return a;
}

void
aliases_free(struct aliases *a)
{
	if (a == NULL)
		return;
	columns_free(&a->columns);
	intern_free(a->texts);
	intern_free(a->said);
	for (int by = 0; by < 2; by++) {
		intern_free(a->lists[by].keys);
		mem_free(a->lists[by].ends);
	}
	mem_free(a->at);
	buf_free(&a->key);
	mem_free(a);
}

/* Accounts and IBANs share their keys. */
static char
key_kind(enum alias_kind kind)
{
	return (char)(kind == ALIAS_IBAN ? ALIAS_ACCOUNT : kind);
}

static char
capital(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

bool
alias_joins(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

bool
alias_key_add(struct alias_key *k, struct span s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (!alias_joins(s.at[i]))
			continue;
		if (k->len == ALIAS_LONGEST)
			return false;
		k->at[1 + k->len++] = capital(s.at[i]);
	}
	return true;
}

uint32_t
alias_list(const struct aliases *a, enum alias_kind kind, struct alias_key *k)
{
	k->at[0] = key_kind(kind);
	return intern_find(
	    a->lists[ALIAS_NORMAL].keys, (struct span){k->at, k->len + 1});
}

/* The key of a value as it is written, in `to`. */
static struct span
written_key(struct buf *to, enum alias_kind kind, struct span value)
{
	to->len = 0;
	buf_byte(to, key_kind(kind));
	buf_span(to, value);
	return (struct span){to->at, to->len};
}

/* Puts an alias behind the last one of its key. */
static void
list_add(struct aliases *a, enum alias_by by, struct span key, uint32_t alias)
{
	struct alias_lists *l = &a->lists[by];
	uint32_t before = intern_count(l->keys);
	uint32_t id = intern_add(l->keys, key);

	l->ends = mem_grow(l->ends, &l->cap, id + (size_t)1, sizeof *l->ends);
	if (id == before)
		l->ends[id].first = alias;
	else
		a->at[l->ends[id].last].next[by] = alias;
	l->ends[id].last = alias;
}

static bool
read_kind(const struct cells *in, enum alias_kind *kind)
{
	struct span s = cells_text(in, KIND);

	for (int k = 0; k < ALIAS_KINDS; k++)
		if (span_is(s, kinds[k])) {
			*kind = (enum alias_kind)k;
			return true;
		}
	return cells_wrong(in, FAULT_NUMBER, KIND,
	    "a kind of alias (name, account, iban or xref)");
}

static bool
read_alias(const struct cells *in, struct alias *is)
{
	if (!read_kind(in, &is->kind))
		return false;
	is->value = cells_text(in, VALUE);
	is->customer = cells_text(in, CUSTOMER);
	is->doc = (struct span){"", 0};
	if (is->value.len == 0)
		return cells_wrong(
		    in, FAULT_BLANK, VALUE, "an alias stands for a customer");
	if (is->customer.len == 0)
		return cells_wrong(in, FAULT_BLANK, CUSTOMER,
		    "an alias stands for a customer");
	if (is->kind != ALIAS_XREF)
		return true;
	is->doc = cells_text(in, DOC);
	return is->doc.len > 0 ||
	       cells_wrong(in, FAULT_BLANK, DOC, "an xref is that of one");
}

/* Whether these very ids were there before. */
static bool
said_before(struct aliases *a, const struct alias_row *row)
{
	const uint32_t ids[4] = {
	    row->kind, row->value, row->customer, row->doc};
	uint32_t before = intern_count(a->said);

	return intern_add(a->said,
		   (struct span){(const char *)ids, sizeof ids}) < before;
}

static void
keep(struct aliases *a, const struct alias *is, struct alias_key *k)
{
	struct alias_row r = {.kind = is->kind,
	    .value = intern_add(a->texts, is->value),
	    .customer = intern_add(a->texts, is->customer),
	    .doc = intern_add(a->texts, is->doc),
	    .next = {ALIASES_NONE, ALIASES_NONE}};
	uint32_t n = a->n;

	if (said_before(a, &r))
		return;
	a->at = mem_grow(a->at, &a->cap, n + (size_t)1, sizeof *a->at);
	a->at[a->n++] = r;
	list_add(
	    a, ALIAS_WRITTEN, written_key(&a->key, is->kind, is->value), n);
	if (k->len == 0)
		return;
	k->at[0] = key_kind(is->kind);
	list_add(a, ALIAS_NORMAL, (struct span){k->at, k->len + 1}, n);
	if (k->at[0] == ALIAS_ACCOUNT)
		a->lengths |= UINT64_C(1) << (k->len - 1);
}

void
aliases_row(void *arg, struct batch *b, uint32_t row)
{
	struct aliases *a = arg;
	struct cells in = {&a->columns, NULL, b, row};
	struct alias_key key = {0};
	struct alias is = {0};

	columns_bind(&a->columns, b->header);
	if (!read_alias(&in, &is))
		return;
	if (!alias_key_add(&key, is.value))
		key.len = 0;
	if (key.len == 0 && key_kind(is.kind) == ALIAS_ACCOUNT)
		cells_wrong(&in, FAULT_NUMBER, VALUE, "an account");
	else
		keep(a, &is, &key);
}

uint32_t
aliases_count(const struct aliases *a)
{
	return a->n;
}

struct alias
aliases_at(const struct aliases *a, uint32_t alias)
{
	const struct alias_row *r = &a->at[alias];

	return (struct alias){.kind = (enum alias_kind)r->kind,
	    .value = intern_text(a->texts, r->value),
	    .customer = intern_text(a->texts, r->customer),
	    .doc = intern_text(a->texts, r->doc)};
}

uint32_t
aliases_find(const struct aliases *a, enum alias_kind kind, struct span value,
    enum alias_by by)
{
	struct alias_key key = {0};
	struct buf text = {0};
	uint32_t id;

	if (by == ALIAS_NORMAL) {
		if (!alias_key_add(&key, value) || key.len == 0)
			return ALIASES_NONE;
		id = alias_list(a, kind, &key);
	} else {
		id = intern_find(
		    a->lists[by].keys, written_key(&text, kind, value));
		buf_free(&text);
	}
	return id == INTERN_NONE ? ALIASES_NONE : a->lists[by].ends[id].first;
}

uint32_t
aliases_next(const struct aliases *a, uint32_t alias, enum alias_by by)
{
	return a->at[alias].next[by];
}
