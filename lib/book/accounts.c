#include "book/accounts.h"

#include "base/buf.h"
#include "base/intern.h"
#include "base/mem.h"
#include "book/cells.h"

enum { TYPE, ACCOUNT, ENTITY, NCOLUMN };

static const char *const names[] = {"type", "account", "entity"};
const char *const accounts_required[2] = {"type", "account"};

static const char *const roles[ACCOUNTS_NROLE] = {
#define ROLE_NAME(code, name) name,
    ACCOUNTS_ROLES(ROLE_NAME)
#undef ROLE_NAME
};

struct accounts {
	struct columns columns;
	struct intern *keys;  /* "type:reason", NUL, entity; marks: accounts */
	struct intern *texts; /* accounts */
};

const char *
accounts_role_name(enum accounts_role role)
{
	return roles[role];
}

struct accounts *
accounts_new(const struct map_section *map)
{
	struct accounts *a = mem_array(1, sizeof *a);

	a->keys = intern_new();
	a->texts = intern_new();
	columns_open(&a->columns, map, names, NCOLUMN);
	return a;
}

void
accounts_free(struct accounts *a)
{
	if (a == NULL)
		return;
	columns_free(&a->columns);
	intern_free(a->keys);
	intern_free(a->texts);
	mem_free(a);
}

static bool
is_role(struct span s)
{
	for (int i = 0; i < ACCOUNTS_NROLE; i++)
		if (span_is(s, roles[i]))
			return true;
	return false;
}

static bool
is_type(struct span s)
{
	bool open = s.len > 0 && s.at[s.len - 1] == ':'; /* no reason */
	enum posting_type type = posting_type_find(span_cut(&s, ':'));

	if (type == TYPES || open)
		return false;
	switch (posting_class(type)) {
	case CLASS_OPENS:
	case CLASS_ACTS:
	case CLASS_APPLIES:
	case CLASS_TRANSFERS:
		return true;
	case CLASS_TELLS:
	case CLASS_EVENT:
		break;
	}
	return false;
}

static bool
unknown(const struct cells *in)
{
	struct buf all = {0};

	buf_text(&all, "a type of row that moves money, TYPE:REASON");
	for (int i = 0; i < ACCOUNTS_NROLE; i++) {
		buf_text(&all, i + 1 < ACCOUNTS_NROLE ? ", " : " or ");
		buf_text(&all, roles[i]);
	}
	cells_wrong(in, FAULT_NUMBER, TYPE, buf_string(&all));
	buf_free(&all);
	return false;
}

static bool
check(const struct cells *in)
{
	struct span type = cells_text(in, TYPE);

	if (!is_role(type) && !is_type(type))
		return unknown(in);
	return cells_text(in, ACCOUNT).len > 0 ||
	       cells_wrong(in, FAULT_BLANK, ACCOUNT,
		   "entries have to go to some account");
}

/* The key of a name, and of a reason unless it is blank. */
static struct span
key(struct buf *to, struct span name, struct span reason, struct span entity)
{
	to->len = 0;
	buf_span(to, name);
	if (reason.len > 0) {
		buf_byte(to, ':');
		buf_span(to, reason);
	}
	buf_byte(to, '\0');
	buf_span(to, entity);
	return (struct span){to->at, to->len};
}

void
accounts_row(void *arg, struct batch *b, uint32_t row)
{
	static const struct span none;
	struct accounts *a = arg;
	struct cells in = {&a->columns, NULL, b, row};
	struct buf k = {0};
	uint32_t *mark;

	columns_bind(&a->columns, b->header);
	if (!check(&in))
		return;
	mark = intern_mark(a->keys,
	    intern_add(a->keys,
		key(&k, cells_text(&in, TYPE), none, cells_text(&in, ENTITY))));
	if (*mark != INTERN_NONE)
		cells_wrong(&in, FAULT_DUPLICATE_KEY, TYPE, NULL);
	else
		*mark = intern_add(a->texts, cells_text(&in, ACCOUNT));
	buf_free(&k);
}

/* Of the entity, or else of all. */
static struct span
find(const struct accounts *a, struct span name, struct span reason,
    struct span entity)
{
	const struct span whose[] = {entity, {0}};
	struct span found = {0};
	struct buf k = {0};

	for (int i = 0; i < 2 && found.len == 0; i++) {
		uint32_t id =
		    intern_find(a->keys, key(&k, name, reason, whose[i]));

		if (id != INTERN_NONE)
			found =
			    intern_text(a->texts, *intern_mark(a->keys, id));
	}
	buf_free(&k);
	return found;
}

struct span
accounts_of_type(const struct accounts *a, enum posting_type type,
    struct span reason, struct span entity)
{
	static const struct span none;
	struct span name = span_of(posting_type_name(type));
	struct span found = find(a, name, reason, entity);

	return found.len > 0 || reason.len == 0 ? found
						: find(a, name, none, entity);
}

struct span
accounts_of_role(
    const struct accounts *a, enum accounts_role role, struct span entity)
{
	static const struct span none;

	return find(a, span_of(roles[role]), none, entity);
}
