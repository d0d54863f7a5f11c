#include "text/template_in.h"
#include "text/width.h"

/* The records that are open, from the outermost on. */
struct scope {
	const struct trecord *at[TEMPLATE_DEPTH + 1];
	uint32_t level;
};

static const char *
entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

static void
add_escaped(struct buf *b, struct span s)
{
	size_t done = 0;

	for (size_t i = 0; i < s.len; i++) {
		const char *name = entity(s.at[i]);

		if (name == NULL)
			continue;
		buf_add(b, s.at + done, i - done);
		buf_text(b, name);
		done = i + 1;
	}
	buf_add(b, s.at + done, s.len - done);
}

static void
add_blanks(struct buf *b, size_t n)
{
	while (n-- > 0)
		buf_byte(b, ' ');
}

static void
add_value(struct buf *b, const struct node *node, struct span s)
{
	size_t want = (size_t)(node->width < 0 ? -node->width : node->width);
	size_t have = want > 0 ? width_of(s) : 0;
	size_t pad = have < want ? want - have : 0;

	if (node->width < 0)
		add_blanks(b, pad);
	if (node->escaped)
		add_escaped(b, s);
	else
		buf_span(b, s);
	if (node->width > 0)
		add_blanks(b, pad);
}

static bool
is_empty(const struct node *node, const struct trecord *r)
{
	return node->list ? tdata_first(r, node->name) == NULL
			  : tdata_value(r, node->name).len == 0;
}

static void run(const struct node *nodes, uint32_t from, uint32_t to,
    struct scope *s, struct buf *b);

/* A section, whose contents are the nodes after `at`. */
static void
section(const struct node *nodes, uint32_t at, struct scope *s, struct buf *b)
{
	const struct node *node = &nodes[at];
	const struct trecord *r = s->at[node->level];

	if (node->kind != NODE_EACH) {
		if (is_empty(node, r) == (node->kind == NODE_UNLESS))
			run(nodes, at + 1, node->end, s, b);
		return;
	}
	s->level++;
	for (r = tdata_first(r, node->name); r != NULL; r = tdata_next(r)) {
		s->at[s->level] = r;
		run(nodes, at + 1, node->end, s, b);
	}
	s->level--;
}

static void
run(const struct node *nodes, uint32_t from, uint32_t to, struct scope *s,
    struct buf *b)
{
	for (uint32_t i = from; i < to; i++) {
		const struct node *node = &nodes[i];

		if (node->kind == NODE_TEXT) {
			buf_span(b, node->text);
		} else if (node->kind == NODE_VALUE) {
			add_value(b, node,
			    tdata_value(s->at[node->level], node->name));
		} else {
			section(nodes, i, s, b);
			i = node->end - 1;
		}
	}
}

void
template_run(const struct template *t, const struct trecord *top, struct buf *b)
{
	struct scope s = {{top}, 0};

	run(t->nodes, 0, (uint32_t)t->n, &s, b);
}
