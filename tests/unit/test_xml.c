/* XML: what is written for what is given, as the standard has it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/xml.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

static struct buf to;

/* <a k="TEXT">TEXT</a>, as written; `bad` is whether it can't be. */
static void
check(struct span text, const char *want, bool bad)
{
	struct xml x;

	to.len = 0;
	xml_start(&x, &to);
	xml_leaf(&x, "a", text);
	assert_string_equal(buf_string(&to) + strlen(HEAD), want);
	assert_true((xml_bad(&x) != NULL) == bad);
}

static void
indents(void **state)
{
	struct xml x;

	(void)state;
	to.len = 0;
	xml_start(&x, &to);
	xml_open(&x, "a");
	xml_attribute(&x, "k", span_of("1"));
	xml_attribute(&x, "l", span_of(""));
	xml_open(&x, "b");
	xml_open(&x, "c");
	xml_close(&x);
	xml_leaf(&x, "d", span_of("text"));
	xml_leaf(&x, "e", span_of(""));
	xml_close(&x);
	xml_open(&x, "f");
	xml_attribute(&x, "m", span_of("2"));
	xml_text(&x, span_of("more"));
	xml_close(&x);
	xml_close(&x);
	assert_string_equal(buf_string(&to), HEAD "<a k=\"1\" l=\"\">\n"
						  "  <b>\n"
						  "    <c/>\n"
						  "    <d>text</d>\n"
						  "    <e></e>\n"
						  "  </b>\n"
						  "  <f m=\"2\">more</f>\n"
						  "</a>\n");
	assert_null(xml_bad(&x));
}

static void
appends(void **state)
{
	struct buf b = {0};
	struct xml x;

	(void)state;
	buf_text(&b, "before ");
	xml_start(&x, &b);
	xml_leaf(&x, "a", span_of("1"));
	assert_string_equal(buf_string(&b), "before " HEAD "<a>1</a>\n");
	buf_free(&b);
}

static void
escapes(void **state)
{
	(void)state;
	check(span_of("a & b"), "<a>a &amp; b</a>\n", false);
	check(span_of("&amp;"), "<a>&amp;amp;</a>\n", false);
	check(span_of("<b>"), "<a>&lt;b&gt;</a>\n", false);
	check(span_of("<![CDATA[x]]>"), "<a>&lt;![CDATA[x]]&gt;</a>\n", false);
	check(span_of("</a><!-- -->"), "<a>&lt;/a&gt;&lt;!-- --&gt;</a>\n",
	    false);
	check(span_of("<?xml?>"), "<a>&lt;?xml?&gt;</a>\n", false);
	check(span_of("\"'"), "<a>\"'</a>\n", false);
	check(span_of("a\tb\nc\r\nd"), "<a>a\tb\nc&#13;\nd</a>\n", false);
	check(span_of("Bât. \xe2\x82\xac \xf0\x9f\x98\x80 \x7f"),
	    "<a>Bât. \xe2\x82\xac \xf0\x9f\x98\x80 \x7f</a>\n", false);
}

static void
attributes(void **state)
{
	struct xml x;

	(void)state;
	to.len = 0;
	xml_start(&x, &to);
	xml_open(&x, "a");
	xml_attribute(&x, "k", span_of("<\"&'>\t\n\r"));
	xml_close(&x);
	assert_string_equal(buf_string(&to) + strlen(HEAD),
	    "<a k=\"&lt;&quot;&amp;'&gt;&#9;&#10;&#13;\"/>\n");
}

/* What XML 1.0 has no way to hold. */
static void
replaces(void **state)
{
	(void)state;
	check(span_of("a\001b"),
	    "<a>a\xef\xbf\xbd"
	    "b</a>\n",
	    true);
	check((struct span){"\0", 1}, "<a>\xef\xbf\xbd</a>\n", true);
	check(span_of("\x1f"), "<a>\xef\xbf\xbd</a>\n", true);
	check(span_of("\xff"), "<a>\xef\xbf\xbd</a>\n", true);
	check(span_of("\xc3"), "<a>\xef\xbf\xbd</a>\n", true); /* cut */
	check(span_of("\xc3("), "<a>\xef\xbf\xbd(</a>\n", true);
	check(span_of("\xef\xbf\xbd"), "<a>\xef\xbf\xbd</a>\n", false);
}

/* U+FFFE and U+FFFF are UTF-8, but no characters. */
static void
noncharacters(void **state)
{
	struct xml x;

	(void)state;
	to.len = 0;
	xml_start(&x, &to);
	xml_open(&x, "a");
	xml_leaf(&x, "b", span_of("fine"));
	assert_null(xml_bad(&x));
	xml_leaf(&x, "c", span_of("\xef\xbf\xbe"));
	xml_leaf(&x, "d", span_of("\xef\xbf\xbf"));
	xml_close(&x);
	assert_string_equal(xml_bad(&x), "c");
	assert_null(strstr(buf_string(&to), "\xef\xbf\xbe"));
	assert_null(strstr(buf_string(&to), "\xef\xbf\xbf"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(indents),
	    cmocka_unit_test(appends),
	    cmocka_unit_test(escapes),
	    cmocka_unit_test(attributes),
	    cmocka_unit_test(replaces),
	    cmocka_unit_test(noncharacters),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	buf_free(&to);
	return failed;
}
