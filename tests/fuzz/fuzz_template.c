/*
 * Any bytes as a template, up to a NUL, and as every value of its data after
 * it.  What is taken prints text as it is and each value once, escaped, with
 * whatever the value holds.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "cmd/invoice_names.h"
#include "text/template_in.h"

#define STAND_IN    '\1' /* what all values are, the first time */
#define VALUE_BYTES 64

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
hold(bool promise, const char *what)
{
	if (promise)
		return;
	fprintf(stderr, "broken: %s\n", what);
	abort();
}

static bool
holds(struct span text, const char *what)
{
	size_t n = strlen(what);

	for (size_t i = 0; i + n <= text.len; i++)
		if (memcmp(text.at + i, what, n) == 0)
			return true;
	return false;
}

/* Every value, and two records in every list. */
static void
fill(struct trecord *r, const struct tnames *names, struct span value)
{
	for (size_t i = 0; i < names->n; i++)
		if (names->at[i].of == NULL) {
			tdata_set(r, i, value);
		} else {
			fill(tdata_add(r, i), names->at[i].of, value);
			fill(tdata_add(r, i), names->at[i].of, value);
		}
}

static void
print(const struct template *t, struct span value, struct buf *b)
{
	struct tdata *d = tdata_new(&invoice_names);

	fill(tdata_top(d), &invoice_names, value);
	template_run(t, tdata_top(d), b);
	tdata_free(d);
}

static void
add_escaped(struct buf *b, struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] == '&')
			buf_text(b, "&amp;");
		else if (s.at[i] == '<')
			buf_text(b, "&lt;");
		else if (s.at[i] == '>')
			buf_text(b, "&gt;");
		else if (s.at[i] == '"')
			buf_text(b, "&quot;");
		else if (s.at[i] == '\'')
			buf_text(b, "&#39;");
		else
			buf_byte(b, s.at[i]);
}

/* Whether all values are printed alike, and as wide as they are. */
static bool
is_simple(const struct template *t, enum template_mode mode)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->nodes[i].kind == NODE_VALUE &&
		    (t->nodes[i].width != 0 ||
			t->nodes[i].escaped != (mode == TEMPLATE_HTML)))
			return false;
	return true;
}

/* The document is that of the stand-in, with the value in its place. */
static void
check_values(
    const struct template *t, enum template_mode mode, struct span value)
{
	char stand_in = STAND_IN;
	struct buf plain = {0}, want = {0}, got = {0};

	print(t, (struct span){&stand_in, 1}, &plain);
	print(t, value, &got);
	for (size_t i = 0; i < plain.len; i++)
		if (plain.at[i] != STAND_IN)
			buf_byte(&want, plain.at[i]);
		else if (mode == TEMPLATE_HTML)
			add_escaped(&want, value);
		else
			buf_span(&want, value);
	hold(got.len == want.len &&
		 (got.len == 0 || !memcmp(got.at, want.at, got.len)),
	    "values are in their places");
	buf_free(&plain);
	buf_free(&want);
	buf_free(&got);
}

static void
check_text(const struct template *t, struct span text)
{
	struct buf b = {0};

	if (text.len >= 3 && !memcmp(text.at, "\xef\xbb\xbf", 3))
		text = (struct span){text.at + 3, text.len - 3};
	print(t, (struct span){"x", 1}, &b);
	hold(b.len == text.len && (b.len == 0 || !memcmp(b.at, text.at, b.len)),
	    "text is printed as it is");
	buf_free(&b);
}

static void
check(struct span text, enum template_mode mode, struct span value)
{
	struct template_error e = {0};
	struct template *t = template_parse(text, mode, &invoice_names, &e);
	struct buf b = {0};

	if (t == NULL) {
		hold(e.what[0] != '\0', "a fault has a reason");
		hold(e.line > 0 && e.column > 0, "a fault has a place");
		return;
	}
	if (!holds(text, "{{"))
		check_text(t, text);
	if (is_simple(t, mode) && !holds(text, "\1") && value.len > 0)
		check_values(t, mode, value);
	else
		print(t, value, &b);
	buf_free(&b);
	template_free(t);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span all = {(const char *)data, size}, value = {"", 0};
	const char *nul = size > 0 ? memchr(data, '\0', size) : NULL;

	if (nul != NULL) {
		all.len = (size_t)(nul - all.at);
		value = (struct span){nul + 1, size - all.len - 1};
		if (value.len > VALUE_BYTES)
			value.len = VALUE_BYTES;
	}
	check(all, TEMPLATE_HTML, value);
	check(all, TEMPLATE_TEXT, value);
	return 0;
}
