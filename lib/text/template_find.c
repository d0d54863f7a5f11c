#include "base/mem.h"
#include "base/near.h"
#include "text/template_in.h"

static const struct tname *
find_in(const struct tnames *names, struct span name)
{
	for (size_t i = 0; i < names->n; i++)
		if (names->at[i].name != NULL &&
		    span_is(name, names->at[i].name))
			return &names->at[i];
	return NULL;
}

static bool
find(const struct template_reader *r, struct span name, uint32_t *level,
    uint32_t *place)
{
	for (uint32_t i = r->level + 1; i-- > 0;) {
		const struct tname *found = find_in(r->names[i], name);

		if (found == NULL)
			continue;
		*level = i;
		*place = (uint32_t)(found - r->names[i]->at);
		return true;
	}
	return false;
}

/* The list that can be opened here to see the name in its records, an inner
   one first. */
static const char *
list_with(const struct template_reader *r, struct span name)
{
	for (uint32_t level = r->level + 1; level-- > 0;) {
		const struct tnames *names = r->names[level];

		for (size_t i = 0; i < names->n; i++)
			if (names->at[i].name != NULL &&
			    names->at[i].of != NULL &&
			    find_in(names->at[i].of, name) != NULL)
				return names->at[i].name;
	}
	return NULL;
}

/* The nearest of all names that can be used here, the inner ones first. */
static const char *
nearest(const struct template_reader *r, struct span name)
{
	struct span *all;
	size_t n = 0, most = 0, found;
	const char *text;

	for (uint32_t i = 0; i <= r->level; i++)
		most += r->names[i]->n;
	all = mem_array(most, sizeof *all);
	for (uint32_t level = r->level + 1; level-- > 0;)
		for (size_t i = 0; i < r->names[level]->n; i++)
			all[n++] = span_of(r->names[level]->at[i].name);
	found = near_find(name, all, n);
	text = found < n ? all[found].at : NULL;
	mem_free(all);
	return text;
}

static bool
unknown(struct template_reader *r, const struct tag *tag)
{
	const char *list = list_with(r, tag->name);
	const char *near = nearest(r, tag->name);

	if (list != NULL)
		return template_fault(r, tag->at,
		    "\"%.*s\" is a name in the list \"%s\": use it between "
		    "{{#%s}} and {{/%s}}",
		    TEMPLATE_SHOW(tag->name), list, list, list);
	if (near != NULL)
		return template_fault(r, tag->at,
		    "no name \"%.*s\"; is it \"%s\"?", TEMPLATE_SHOW(tag->name),
		    near);
	return template_fault(
	    r, tag->at, "no name \"%.*s\"", TEMPLATE_SHOW(tag->name));
}

/* The number that s is, with a minus or without, or 0. */
static int
width(struct span s)
{
	bool left = s.len > 0 && s.at[0] == '-';
	int n = 0;

	for (size_t i = left; i < s.len; i++) {
		if (s.at[i] < '0' || s.at[i] > '9')
			return 0;
		n = n * 10 + (s.at[i] - '0');
		if (n > TEMPLATE_WIDTH)
			return 0;
	}
	return left ? -n : n;
}

bool
template_find(struct template_reader *r, struct tag *tag, uint32_t *level,
    uint32_t *place)
{
	struct span *name = &tag->name;
	size_t n = name->len;

	if (find(r, *name, level, place))
		return true;
	while (n > 0 && name->at[n - 1] != ':')
		n--;
	if (n == 0)
		return unknown(r, tag);
	tag->width = width((struct span){name->at + n, name->len - n});
	if (tag->width == 0)
		return template_fault(r, tag->at,
		    "after the ':' stands a width, 1 to %d, with a '-' before "
		    "it to set the value to the right",
		    TEMPLATE_WIDTH);
	name->len = n - 1;
	return find(r, *name, level, place) || unknown(r, tag);
}
