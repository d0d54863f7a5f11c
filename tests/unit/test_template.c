/* Templates: what each tag prints, and what is said of one that is wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "tests/unit/dies.h"
#include "text/template.h"

/* A letter: values, a list, and a list in it. */
enum { DATE, AMOUNT };
enum { ITEM, NET, MEMO, NOTES };
enum { DOC, NAME, BLANK, MEMO_TOP, DOTTED, LINES, NONE, UNUSED, OTHERS };

static const struct tname note_names[] = {
    [DATE] = {"date", NULL}, [AMOUNT] = {"amount", NULL}};
static const struct tnames notes = TNAMES(note_names);
static const struct tname line_names[] = {[ITEM] = {"item", NULL},
    [NET] = {"net", NULL},
    [MEMO] = {"memo", NULL},
    [NOTES] = {"notes", &notes}};
static const struct tnames lines = TNAMES(line_names);
static const struct tname letter_names[] = {[DOC] = {"doc", NULL},
    [NAME] = {"name", NULL},
    [BLANK] = {"blank", NULL},
    [MEMO_TOP] = {"memo", NULL},
    [DOTTED] = {"customers.city", NULL},
    [LINES] = {"lines", &lines},
    [NONE] = {"none", &notes},
    [OTHERS] = {"others", &notes}};
static const struct tnames letter = TNAMES(letter_names);

static struct tdata *
a_letter(void)
{
	struct tdata *d = tdata_new(&letter);
	struct trecord *top = tdata_top(d), *line, *note;

	tdata_set(top, DOC, span_of("INV-1"));
	tdata_set(top, NAME, span_of("O'Neil & <Sons> \"Ltd\" {{doc}}"));
	tdata_set(top, MEMO_TOP, span_of("outer"));
	tdata_set(top, DOTTED, span_of("M\xc3\xbcnchen"));
	line = tdata_add(top, LINES);
	tdata_set(line, ITEM, span_of("bolt"));
	tdata_set(line, NET, span_of("10.00"));
	tdata_set(line, MEMO, span_of("inner"));
	note = tdata_add(line, NOTES);
	tdata_set(note, DATE, span_of("2026-10-31"));
	note = tdata_add(line, NOTES);
	tdata_set(note, DATE, span_of("2026-11-30"));
	line = tdata_add(top, LINES);
	tdata_set(line, ITEM, span_of("nut"));
	tdata_set(line, NET, span_of("9.50"));
	tdata_add(top, OTHERS);
	return d;
}

static void
prints_as(const char *text, enum template_mode mode, const char *want)
{
	struct template_error e = {0};
	struct template *t = template_parse(span_of(text), mode, &letter, &e);
	struct tdata *d = a_letter();
	struct buf b = {0};

	if (t == NULL)
		fail_msg("%s: %zu:%zu: %s", text, e.line, e.column, e.what);
	template_run(t, tdata_top(d), &b);
	assert_string_equal(buf_string(&b), want);
	assert_int_equal(b.len, strlen(want));
	buf_free(&b);
	tdata_free(d);
	template_free(t);
}

static void
prints(const char *text, const char *want)
{
	prints_as(text, TEMPLATE_TEXT, want);
}

static void
refused(const char *text, size_t line, size_t column, const char *what)
{
	struct template_error e = {0};

	if (template_parse(span_of(text), TEMPLATE_HTML, &letter, &e) != NULL)
		fail_msg("taken: %s", text);
	assert_string_equal(e.what, what);
	assert_int_equal(e.line, line);
	assert_int_equal(e.column, column);
}

static void
plain_text(void **state)
{
	(void)state;
	prints("", "");
	prints("\n", "\n");
	prints(
	    "a { b } c }} d\r\n\r\n  \n\te", "a { b } c }} d\r\n\r\n  \n\te");
	prints("\xef\xbb\xbfx{", "x{");
	prints("a{ {doc}}\n", "a{ {doc}}\n");
}

static void
values(void **state)
{
	(void)state;
	prints("{{doc}}|{{ doc }}|{{{doc}}}|{{{ doc }}}|{{&doc}}|{{& doc }}",
	    "INV-1|INV-1|INV-1|INV-1|INV-1|INV-1");
	prints("<{{blank}}>", "<>");
	prints("{{customers.city}}", "M\xc3\xbcnchen");
	prints("{{doc}}}}", "INV-1}}");
	prints("{ {{doc}} }", "{ INV-1 }");
}

static void
escapes(void **state)
{
	static const char raw[] = "O'Neil & <Sons> \"Ltd\" {{doc}}";
	static const char html[] = "O&#39;Neil &amp; &lt;Sons&gt; "
				   "&quot;Ltd&quot; {{doc}}";

	(void)state;
	prints("{{name}}", raw);
	prints("{{{name}}}", raw);
	prints_as("{{name}}", TEMPLATE_HTML, html);
	prints_as("{{{name}}}", TEMPLATE_HTML, raw);
	prints_as("{{&name}}", TEMPLATE_HTML, raw);
	prints_as(
	    "a & <b>{{doc}}</b> \"'", TEMPLATE_HTML, "a & <b>INV-1</b> \"'");
}

static void
sections(void **state)
{
	(void)state;
	prints("{{#lines}}{{item}},{{/lines}}", "bolt,nut,");
	prints("{{#none}}x{{/none}}", "");
	prints("{{^none}}x{{/none}}{{^lines}}y{{/lines}}", "x");
	prints("{{#doc}}[{{doc}}]{{/doc}}{{#blank}}y{{/blank}}", "[INV-1]");
	prints("{{^doc}}x{{/doc}}{{^blank}}y{{/blank}}", "y");
	prints("{{#others}}<{{date}}>{{/others}}", "<>");
	prints("{{#lines}}{{#notes}}{{item}} {{date}};{{/notes}}"
	       "{{^notes}}-{{/notes}}{{/lines}}",
	    "bolt 2026-10-31;bolt 2026-11-30;-");
	prints("{{# lines }}{{item}}{{/ lines }}", "boltnut");
	prints("{{#lines}}{{#others}}{{item}}{{/others}}{{/lines}}", "boltnut");
	prints("{{#lines}}a{{/lines}}{{#lines}}b{{/lines}}", "aabb");
	prints("{{#doc}}{{#doc}}x{{/doc}}{{/doc}}", "x");
}

/* The innermost record that has the name is the one, even when empty. */
static void
scopes(void **state)
{
	(void)state;
	prints("{{memo}}{{#lines}}<{{memo}}>{{/lines}}{{memo}}",
	    "outer<inner><>outer");
	prints("{{#lines}}{{#memo}}{{doc}}{{/memo}}{{/lines}}", "INV-1");
	prints("{{#lines}}{{#others}}{{doc}}{{/others}},{{/lines}}",
	    "INV-1,INV-1,");
}

static void
lines_of_tags(void **state)
{
	(void)state;
	prints("a\n{{#lines}}\n{{item}}\n{{/lines}}\nb\n", "a\nbolt\nnut\nb\n");
	prints("a\r\n  {{#lines}}\t\r\n- {{item}}\r\n  {{/lines}}\r\nb",
	    "a\r\n- bolt\r\n- nut\r\nb");
	prints("{{#doc}}\nx\n  {{/doc}}", "x\n");
	prints("{{#doc}}\nx\ny\n  {{/doc}}", "x\ny\n");
	prints("{{! a comment }}\nx", "x");
	prints("a\n  {{! over\n{{two}\nlines }}  \nb", "a\nb");
	prints("a {{! in a line }} b", "a  b");
	prints("a {{#doc}} b\n{{/doc}} c\n", "a  b\n c\n");
	prints("{{#doc}}{{#name}}\nx\n{{/name}} {{/doc}}\ny", "x\ny");
	prints("{{doc}}\n", "INV-1\n");
	prints("{{#doc}} {{blank}}\n{{/doc}}", " \n");
	prints("{{#doc}}{{/doc}}\n\nx", "\nx");
	prints("\n{{^blank}}\n\n{{/blank}}\n\n", "\n\n\n");
}

static void
widths(void **state)
{
	(void)state;
	prints("{{doc:8}}|{{doc:-8}}|{{doc:5}}|{{doc:-3}}|",
	    "INV-1   |   INV-1|INV-1|INV-1|");
	prints("{{customers.city:8}}|{{ customers.city:-9 }}|",
	    "M\xc3\xbcnchen |  M\xc3\xbcnchen|");
	prints("{{blank:3}}|{{{doc:6}}}|{{&doc:-6}}|", "   |INV-1 | INV-1|");
	prints_as("{{name:31}}|", TEMPLATE_HTML,
	    "O&#39;Neil &amp; &lt;Sons&gt; &quot;Ltd&quot; {{doc}}  |");
}

static void
tags_that_are_none(void **state)
{
	(void)state;
	refused("{{doc", 1, 1, "the tag is not closed on its line");
	refused("a\nb {{doc\n}}", 2, 3, "the tag is not closed on its line");
	refused("{{{doc}}", 1, 1, "the tag is not closed on its line");
	refused("{{", 1, 1, "the tag is not closed on its line");
	refused("{{{", 1, 1, "the tag is not closed on its line");
	refused("\xc3\xbc\xc3\xbc{{! x\n", 1, 3, "the comment is not closed");
	refused("{{}}", 1, 1, "a tag without a name");
	refused("{{# }}", 1, 1, "a tag without a name");
	refused("{{{ }}}", 1, 1, "a tag without a name");
	refused("{{a {{doc}}", 1, 1, "a brace in a tag; is the tag closed?");
	refused("{{{{doc}}}}", 1, 1, "a brace in a tag; is the tag closed?");
	refused("{{=<% %>=}}", 1, 1, "delimiters can't be changed");
	refused("x{{> footer}}", 1, 2,
	    "a template can't hold another one ({{> ...}})");
	refused("{{< footer}}", 1, 1,
	    "a template can't hold another one ({{< ...}})");
	refused("{{.}}", 1, 1, "no name \".\"");
}

static void
names_that_are_none(void **state)
{
	(void)state;
	refused("\n\n  {{dco}}", 3, 3, "no name \"dco\"; is it \"doc\"?");
	refused("{{#liens}}{{/liens}}", 1, 1,
	    "no name \"liens\"; is it \"lines\"?");
	refused("{{#lines}}{{itme}}{{/lines}}", 1, 11,
	    "no name \"itme\"; is it \"item\"?");
	refused("{{zebra}}", 1, 1, "no name \"zebra\"");
	refused("{{Doc}}", 1, 1, "no name \"Doc\"; is it \"doc\"?");
	refused("{{zebra:10}}", 1, 1, "no name \"zebra\"");
	refused("{{item}}", 1, 1,
	    "\"item\" is a name in the list \"lines\": use it between "
	    "{{#lines}} and {{/lines}}");
	refused("{{#lines}}{{date}}{{/lines}}", 1, 11,
	    "\"date\" is a name in the list \"notes\": use it between "
	    "{{#notes}} and {{/notes}}");
	refused("{{lines}}", 1, 1,
	    "\"lines\" is a list: write {{#lines}} ... {{/lines}}");
}

static void
widths_that_are_none(void **state)
{
	static const char said[] = "after the ':' stands a width, 1 to 200, "
				   "with a '-' before it to set the value to "
				   "the right";

	(void)state;
	refused("{{doc:}}", 1, 1, said);
	refused("{{doc:x}}", 1, 1, said);
	refused("{{doc:0}}", 1, 1, said);
	refused("{{doc:-}}", 1, 1, said);
	refused("{{doc:201}}", 1, 1, said);
	refused("{{doc:99999999999999999999}}", 1, 1, said);
	refused("{{#doc:3}}{{/doc}}", 1, 1, "a section has no width");
}

static void
sections_that_are_none(void **state)
{
	char deep[16 * 33 + 1] = "";

	(void)state;
	refused("a\n{{#lines}}\n{{item}}", 2, 1,
	    "the section \"lines\" is not closed");
	refused("{{/lines}}", 1, 1, "{{/lines}} closes nothing");
	refused("\n{{#lines}}\n{{#notes}}\n{{/lines}}", 4, 1,
	    "{{/lines}} where the section \"notes\", opened in line 3, is to "
	    "be closed");
	refused("{{#lines}}{{#lines}}{{/lines}}{{/lines}}", 1, 11,
	    "the section \"lines\" in itself");
	for (int i = 0; i < 33; i++)
		strcat(deep, "{{#doc}}");
	refused(deep, 1, 32 * 8 + 1, "more than 32 sections in each other");
}

static void
bytes_that_are_none(void **state)
{
	struct template_error e;

	(void)state;
	refused("x\n\xff\n", 2, 1, "not valid UTF-8");
	assert_null(template_parse(
	    (struct span){"ab\0c", 4}, TEMPLATE_TEXT, &letter, &e));
	assert_string_equal(e.what, "a NUL byte");
	assert_int_equal(e.column, 3);
}

/* Data is used again and again, and grows and shrinks. */
static void
many_documents(void **state)
{
	struct template_error e;
	struct template *t =
	    template_parse(span_of("{{doc}}{{#lines}} {{item}}{{/lines}}\n"),
		TEMPLATE_TEXT, &letter, &e);
	struct tdata *d = tdata_new(&letter);
	struct buf b = {0}, want = {0};

	(void)state;
	for (unsigned i = 0; i < 300; i++) {
		char text[2000];

		tdata_reset(d);
		b.len = want.len = 0;
		memset(text, 'a' + (int)(i % 26), sizeof text);
		tdata_set(tdata_top(d), DOC, (struct span){text, i * 6});
		buf_add(&want, text, i * 6);
		for (unsigned k = 0; k < i * 7 % 100; k++) {
			struct trecord *line = tdata_add(tdata_top(d), LINES);
			struct span item = {text, (i + k) * 5 % 1999};

			tdata_set(line, ITEM, item);
			buf_byte(&want, ' ');
			buf_span(&want, item);
		}
		buf_byte(&want, '\n');
		template_run(t, tdata_top(d), &b);
		assert_string_equal(buf_string(&b), buf_string(&want));
	}
	tdata_reset(d);
	tdata_set(tdata_top(d), DOC, span_of("old"));
	tdata_set(tdata_top(d), DOC, span_of("new"));
	tdata_set(tdata_top(d), NAME, span_of("old"));
	tdata_set(tdata_top(d), NAME, span_of(""));
	assert_true(span_is(tdata_value(tdata_top(d), DOC), "new"));
	assert_true(span_is(tdata_value(tdata_top(d), NAME), ""));
	buf_free(&b);
	buf_free(&want);
	tdata_free(d);
	template_free(t);
	template_free(NULL);
	tdata_free(NULL);
}

static void
file_names(void **state)
{
	(void)state;
	assert_int_equal(template_mode("a.txt"), TEMPLATE_TEXT);
	assert_int_equal(template_mode("d/a.b.text"), TEMPLATE_TEXT);
	assert_int_equal(template_mode("a.html"), TEMPLATE_HTML);
	assert_int_equal(template_mode("txt"), TEMPLATE_HTML);
	assert_int_equal(template_mode(".txt"), TEMPLATE_HTML);
	assert_int_equal(template_mode("d.txt/a"), TEMPLATE_HTML);
	assert_string_equal(template_extension("d/a.html"), ".html");
	assert_string_equal(template_extension("a.tar.gz"), ".gz");
	assert_string_equal(template_extension("d.x/a"), "");
	assert_string_equal(template_extension("d/.html"), "");
	assert_string_equal(template_extension("a."), "");
	assert_string_equal(template_extension("a.h ml"), "");
	assert_string_equal(template_extension("a.abcdefgh"), ".abcdefgh");
	assert_string_equal(template_extension("a.abcdefghi"), "");
}

static void
read_it(void *path)
{
	struct template *t = template_read(path, &letter);
	struct tdata *d = a_letter();
	struct buf b = {0};

	template_run(t, tdata_top(d), &b);
	if (strcmp(buf_string(&b), "INV-1 O'Neil") != 0)
		abort();
	diag_fail("read");
}

static void
files(void **state)
{
	char path[] = "/tmp/test-template-XXXXXX", want[200];
	int fd = mkstemp(path);
	FILE *f = fdopen(fd, "w");

	(void)state;
	fputs("{{doc}}\n {{nmae}}\n", f);
	fclose(f);
	snprintf(want, sizeof want,
	    "ar-test: %s:2:2: no name \"nmae\"; is it \"name\"?\n", path);
	dies(read_it, path, want);
	unlink(path);
	snprintf(want, sizeof want, "ar-test: %s: No such file or directory\n",
	    path);
	dies(read_it, path, want);
	dies(read_it, (char[]){"/"}, "ar-test: /: Is a directory\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(plain_text),
	    cmocka_unit_test(values),
	    cmocka_unit_test(escapes),
	    cmocka_unit_test(sections),
	    cmocka_unit_test(scopes),
	    cmocka_unit_test(lines_of_tags),
	    cmocka_unit_test(widths),
	    cmocka_unit_test(tags_that_are_none),
	    cmocka_unit_test(names_that_are_none),
	    cmocka_unit_test(widths_that_are_none),
	    cmocka_unit_test(sections_that_are_none),
	    cmocka_unit_test(bytes_that_are_none),
	    cmocka_unit_test(many_documents),
	    cmocka_unit_test(file_names),
	    cmocka_unit_test(files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
