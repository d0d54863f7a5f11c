#include "base/mem.h"
#include "text/template_in.h"

static struct node *
add_node(struct template_reader *r, enum node_kind kind)
{
	struct template *t = r->t;

	t->nodes = mem_grow(t->nodes, &t->cap, t->n + 1, sizeof *t->nodes);
	t->nodes[t->n] = (struct node){.kind = kind};
	return &t->nodes[t->n++];
}

/* A line that is text alone joins the text before it. */
static void
join_lines(struct template *t)
{
	struct node *last = &t->nodes[t->n - 1], *before = last - 1;

	if (last->kind == NODE_TEXT && before->kind == NODE_TEXT &&
	    before->text.at + before->text.len == last->text.at) {
		before->text.len += last->text.len;
		t->n--;
	}
}

/* A line that holds nothing but sections' tags and comments vanishes. */
static void
end_line(struct template_reader *r)
{
	for (size_t i = r->line; r->tag && !r->ink && i < r->t->n; i++)
		r->t->nodes[i].text.len = 0;
	if (!r->tag && r->line > 0 && r->t->n == r->line + 1)
		join_lines(r->t);
	r->line = r->t->n;
	r->tag = r->ink = false;
}

/* The text up to `to`, each line a node. */
static void
add_text(struct template_reader *r, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		char c = r->text.at[i];
		bool last = c == '\n' || i + 1 == to;

		if (c != ' ' && c != '\t' && c != '\r' && c != '\n')
			r->ink = true;
		if (!last)
			continue;
		add_node(r, NODE_TEXT)->text =
		    (struct span){r->text.at + from, i + 1 - from};
		from = i + 1;
		if (c == '\n')
			end_line(r);
	}
}

static bool
add_value(struct template_reader *r, struct tag *tag)
{
	uint32_t level, place;
	struct node *node;

	if (!template_find(r, tag, &level, &place))
		return false;
	if (r->names[level]->at[place].of != NULL)
		return template_fault(r, tag->at,
		    "\"%.*s\" is a list: write {{#%.*s}} ... {{/%.*s}}",
		    TEMPLATE_SHOW(tag->name), TEMPLATE_SHOW(tag->name),
		    TEMPLATE_SHOW(tag->name));
	node = add_node(r, NODE_VALUE);
	node->level = level;
	node->name = place;
	node->width = tag->width;
	node->escaped = r->mode == TEMPLATE_HTML && tag->sigil == 0;
	r->ink = true;
	return true;
}

/* Whether the records of this list are being gone through already. */
static bool
is_open(const struct template_reader *r, uint32_t level, uint32_t place)
{
	for (size_t i = 0; i < r->nopen; i++) {
		const struct node *node = &r->t->nodes[r->open[i].node];

		if (node->kind == NODE_EACH && node->level == level &&
		    node->name == place)
			return true;
	}
	return false;
}

static bool
open_section(struct template_reader *r, struct tag *tag)
{
	uint32_t level, place;
	const struct tnames *list;
	struct node *node;

	if (!template_find(r, tag, &level, &place))
		return false;
	if (tag->width != 0)
		return template_fault(r, tag->at, "a section has no width");
	if (r->nopen == TEMPLATE_DEPTH)
		return template_fault(r, tag->at,
		    "more than %d sections in each other", TEMPLATE_DEPTH);
	list = r->names[level]->at[place].of;
	if (list != NULL && is_open(r, level, place))
		return template_fault(r, tag->at,
		    "the section \"%.*s\" in itself", TEMPLATE_SHOW(tag->name));
	r->open[r->nopen++] =
	    (struct open){(uint32_t)r->t->n, tag->name, tag->at};
	node = add_node(r, tag->sigil == '^' ? NODE_UNLESS
			   : list != NULL    ? NODE_EACH
					     : NODE_IF);
	node->level = level;
	node->name = place;
	node->list = list != NULL;
	if (node->kind == NODE_EACH)
		r->names[++r->level] = list;
	return true;
}

static size_t
line_of(const struct template_reader *r, size_t at)
{
	size_t line = 1;

	for (size_t i = 0; i < at; i++)
		line += r->text.at[i] == '\n';
	return line;
}

static bool
close_section(struct template_reader *r, const struct tag *tag)
{
	const struct open *open;

	if (r->nopen == 0)
		return template_fault(r, tag->at, "{{/%.*s}} closes nothing",
		    TEMPLATE_SHOW(tag->name));
	open = &r->open[r->nopen - 1];
	if (!span_equal(open->name, tag->name))
		return template_fault(r, tag->at,
		    "{{/%.*s}} where the section \"%.*s\", opened in line %zu, "
		    "is to be closed",
		    TEMPLATE_SHOW(tag->name), TEMPLATE_SHOW(open->name),
		    line_of(r, open->at));
	r->t->nodes[open->node].end = (uint32_t)r->t->n;
	r->level -= r->t->nodes[open->node].kind == NODE_EACH;
	r->nopen--;
	return true;
}

static bool
add_tag(struct template_reader *r, struct tag *tag)
{
	bool section = tag->sigil != 0 && tag->sigil != '&';

	r->tag = r->tag || section;
	switch (tag->sigil) {
	case '!':
		return true;
	case '#':
	case '^':
		return open_section(r, tag);
	case '/':
		return close_section(r, tag);
	default:
		return add_value(r, tag);
	}
}

/* Where the next tag begins, or the text ends. */
static size_t
next_tag(struct span text, size_t at)
{
	while (at < text.len) {
		const char *p = memchr(text.at + at, '{', text.len - at);

		if (p == NULL)
			break;
		at = (size_t)(p - text.at) + 1;
		if (at < text.len && p[1] == '{')
			return at - 1;
	}
	return text.len;
}

bool
template_body(struct template_reader *r)
{
	size_t at = 0;

	while (at < r->text.len) {
		struct tag tag = {.at = next_tag(r->text, at)};

		add_text(r, at, tag.at);
		at = tag.at;
		if (at == r->text.len)
			break;
		if (!template_tag(r, &tag) || !add_tag(r, &tag))
			return false;
		at = tag.end;
	}
	end_line(r);
	if (r->nopen > 0)
		return template_fault(r, r->open[r->nopen - 1].at,
		    "the section \"%.*s\" is not closed",
		    TEMPLATE_SHOW(r->open[r->nopen - 1].name));
	return true;
}
