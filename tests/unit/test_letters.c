/* Letters: the installed templates, filled in, and where the files go. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "cli/letters.h"
#include "cmd/dun_paper.h"
#include "cmd/invoice_names.h"
#include "tests/unit/dies.h"

#define TEXT "lib/data/templates/invoice.txt"
#define HTML "lib/data/templates/invoice.html"

static char room[] = "/tmp/test-letters-XXXXXX";

/* Tests run from the root of the project, where the templates are. */
static int
enter(void **state)
{
	(void)state;
	memcpy(room + sizeof room - 7, "XXXXXX", 6);
	return mkdtemp(room) == NULL;
}

static int
leave(void **state)
{
	char command[64];

	(void)state;
	snprintf(command, sizeof command, "rm -r %s", room);
	return system(command) != 0;
}

static void
set(struct trecord *r, size_t name, const char *value)
{
	tdata_set(r, name, span_of(value));
}

static const char *
in_room(const char *name)
{
	static char path[128];

	snprintf(path, sizeof path, "%s/%s", room, name);
	return path;
}

/* The bytes of a file of the room; the caller frees them. */
static struct buf
contents(const char *name)
{
	FILE *f = fopen(in_room(name), "r");
	struct buf b = {0};
	char block[4096];
	size_t n;

	if (f == NULL)
		fail_msg("%s is not there", in_room(name));
	while ((n = fread(block, 1, sizeof block, f)) > 0)
		buf_add(&b, block, n);
	fclose(f);
	buf_string(&b);
	return b;
}

static void
fill_head(struct trecord *top)
{
	set(top, INVOICE_DOC, "INV/1001");
	set(top, INVOICE_TITLE, "Invoice");
	set(top, INVOICE_DATE, "2026-10-31");
	set(top, INVOICE_DUE, "2026-11-30");
	set(top, INVOICE_CUSTOMER, "BOLT");
	set(top, INVOICE_CUSTOMER_NAME, "Bolt, Nut & <Sons>");
	set(tdata_add(top, INVOICE_ADDRESS_LINES), INVOICE_ADDRESS_TEXT,
	    "12 Main Street");
	set(tdata_add(top, INVOICE_ADDRESS_LINES), INVOICE_ADDRESS_TEXT,
	    "Springfield, NY 12345");
	set(top, INVOICE_CURRENCY, "USD");
	set(top, INVOICE_TERMS, "2/10 net 30");
	set(top, INVOICE_MEMO, "Thank you.");
	set(top, INVOICE_NET, "100.00");
	set(top, INVOICE_TAX, "8.25");
	set(top, INVOICE_GROSS, "108.25");
}

static void
fill_lines(struct trecord *top)
{
	struct trecord *r = tdata_add(top, INVOICE_LINES);

	set(r, INVOICE_LINE_LINE, "1");
	set(r, INVOICE_LINE_ITEM, "M8-40");
	set(r, INVOICE_LINE_DESCRIPTION, "Bolt \"M8\"");
	set(r, INVOICE_LINE_QTY, "120");
	set(r, INVOICE_LINE_PRICE, "0.50");
	set(r, INVOICE_LINE_DISCOUNT, "10.00");
	set(r, INVOICE_LINE_TAX_CODE, "NY");
	set(r, INVOICE_LINE_TAX_RATE, "8.25");
	set(r, INVOICE_LINE_NET, "50.00");
	r = tdata_add(top, INVOICE_LINES);
	set(r, INVOICE_LINE_LINE, "2");
	set(r, INVOICE_LINE_DESCRIPTION, "Service");
	set(r, INVOICE_LINE_SERVICE_FROM, "2026-10-01");
	set(r, INVOICE_LINE_SERVICE_TO, "2026-10-31");
	set(r, INVOICE_LINE_NET, "50.00");
	r = tdata_add(top, INVOICE_TAXES);
	set(r, INVOICE_TAX_CODE, "NY");
	set(r, INVOICE_TAX_RATE, "8.25");
	set(r, INVOICE_TAX_NET, "100.00");
	set(r, INVOICE_TAX_TAX, "8.25");
}

static void
fill_discount(struct trecord *r)
{
	set(r, INVOICE_DISCOUNT_DATE, "2026-11-10");
	set(r, INVOICE_DISCOUNT_DISCOUNT, "2.16");
	set(r, INVOICE_DISCOUNT_PAY, "106.09");
}

static void
write_letters(const char *template)
{
	struct letters *l = letters_new(room, template, &invoice_names);
	struct trecord *top = letters_top(l), *part;

	fill_head(top);
	fill_lines(top);
	fill_discount(tdata_add(top, INVOICE_DISCOUNTS));
	letters_add(l, span_of("INV/1001"));
	top = letters_top(l);
	fill_head(top);
	set(top, INVOICE_HAS_INSTALLMENTS, "1");
	part = tdata_add(top, INVOICE_INSTALLMENTS);
	set(part, INVOICE_INSTALLMENT_DUE, "2026-11-30");
	set(part, INVOICE_INSTALLMENT_AMOUNT, "54.12");
	fill_discount(tdata_add(part, INVOICE_INSTALLMENT_DISCOUNTS));
	part = tdata_add(top, INVOICE_INSTALLMENTS);
	set(part, INVOICE_INSTALLMENT_DUE, "2026-12-31");
	set(part, INVOICE_INSTALLMENT_AMOUNT, "54.13");
	letters_add(l, span_of("two"));
	top = letters_top(l);
	set(top, INVOICE_TITLE, "Credit memo");
	set(top, INVOICE_IS_CREDIT, "1");
	set(top, INVOICE_DOC, "CM-1");
	set(top, INVOICE_REF, "INV-7");
	set(top, INVOICE_CUSTOMER, "BOLT");
	set(top, INVOICE_TAX_INCLUDED, "yes");
	set(top, INVOICE_TAX_EXEMPT, "DE-4711");
	set(top, INVOICE_TAX_EXEMPT_REASON, "DE-4711");
	letters_add(l, span_of("CM-1"));
	letters_stage(l);
	letters_commit(l);
}

static const char an_invoice[] =
    "Bolt, Nut & <Sons>\n"
    "12 Main Street\n"
    "Springfield, NY 12345\n"
    "\n"
    "\n"
    "Invoice INV/1001\n"
    "\n"
    "Date            2026-10-31\n"
    "Due             2026-11-30\n"
    "Customer        BOLT\n"
    "Terms           2/10 net 30\n"
    "\n"
    "                       Qty           Price      Tax %"
    "            Net USD\n"
    "------------------------------------"
    "------------------------------------\n"
    "   1  M8-40  Bolt \"M8\"\n"
    "      Discount 10.00\n"
    "                       120            0.50       8.25"
    "              50.00\n"
    "   2  Service\n"
    "      2026-10-01 to 2026-10-31\n"
    "                                                     "
    "              50.00\n"
    "------------------------------------"
    "------------------------------------\n"
    "Net                                                  "
    "             100.00\n"
    "Tax  NY               8.25 % of                100.00"
    "               8.25\n"
    "Total USD                                            "
    "             108.25\n"
    "------------------------------------"
    "------------------------------------\n"
    "\n"
    "Please pay 108.25 USD by 2026-11-30.\n"
    "If you pay by 2026-11-10: 106.09 USD, which is 2.16 less.\n"
    "Please name INV/1001 when you pay.\n"
    "\n"
    "Thank you.\n";

static void
as_text(void **state)
{
	struct buf b;

	(void)state;
	if (access(TEXT, R_OK) != 0)
		skip();
	write_letters(TEXT);
	b = contents("INV%2F1001.txt");
	assert_string_equal(b.at, an_invoice);
	buf_free(&b);
	b = contents("two.txt");
	assert_null(strstr(b.at, "\nDue "));
	assert_null(strstr(b.at, "Exempt"));
	assert_non_null(
	    strstr(b.at, "\n\nPlease pay in installments:\n"
			 "\n"
			 "  by 2026-11-30                54.12 USD\n"
			 "  or by 2026-11-10            106.09 USD, 2.16 less\n"
			 "  by 2026-12-31                54.13 USD\n"
			 "\n"
			 "Please name INV/1001 when you pay.\n"));
	buf_free(&b);
	b = contents("CM-1.txt");
	assert_memory_equal(b.at, "Customer BOLT\n\n\nCredit memo CM-1\n", 33);
	assert_non_null(strstr(b.at, "\nFor invoice     INV-7\n"));
	assert_non_null(strstr(b.at, "We have credited"));
	assert_null(strstr(b.at, "pay"));
	assert_non_null(strstr(b.at,
	    "\n                       Qty Price incl. tax      Tax %"
	    "                Net\n"));
	assert_non_null(strstr(b.at, "--\n\nExempt from tax: DE-4711\n\nWe"));
	buf_free(&b);
}

static bool
is_void(const char *name, size_t n)
{
	return (n == 4 && !memcmp(name, "meta", n)) || name[0] == '!';
}

/* Every element that is opened is closed, each in the one it began in. */
static void
is_balanced(const char *html)
{
	struct span open[32];
	size_t depth = 0;

	for (const char *p = html; (p = strchr(p, '<')) != NULL;) {
		bool closes = *++p == '/';
		size_t n;

		p += closes;
		n = strcspn(p, " >\n<");
		assert_int_not_equal(p[n], '<');
		if (closes) {
			assert_true(depth > 0);
			depth--;
			if (!span_equal(open[depth], (struct span){p, n}))
				fail_msg("%.*s closed by %.*s",
				    (int)open[depth].len, open[depth].at,
				    (int)n, p);
		} else if (!is_void(p, n)) {
			assert_true(depth < 32);
			open[depth++] = (struct span){p, n};
		}
	}
	assert_int_equal(depth, 0);
}

static void
as_html(void **state)
{
	static const char *const files[] = {
	    "INV%2F1001.html", "two.html", "CM-1.html"};
	struct buf b;

	(void)state;
	if (access(HTML, R_OK) != 0)
		skip();
	write_letters(HTML);
	for (int i = 0; i < 3; i++) {
		b = contents(files[i]);
		is_balanced(b.at);
		assert_null(strstr(b.at, "{{"));
		assert_null(strstr(b.at, "http"));
		assert_null(strstr(b.at, "url("));
		assert_memory_equal(b.at, "<!DOCTYPE html>\n<html", 21);
		buf_free(&b);
	}
	b = contents(files[0]);
	assert_non_null(
	    strstr(b.at, "<div>Bolt, Nut &amp; &lt;Sons&gt;</div>"));
	assert_non_null(strstr(b.at, "Bolt &quot;M8&quot;</div>"));
	assert_non_null(strstr(b.at, "<h1>Invoice INV/1001</h1>"));
	assert_non_null(strstr(b.at, "<td>Total USD</td><td>108.25</td>"));
	assert_non_null(strstr(b.at, "<th>Price</th>"));
	assert_null(strstr(b.at, "Exempt"));
	buf_free(&b);
	b = contents(files[2]);
	assert_non_null(strstr(b.at, "<th>Price incl. tax</th>"));
	assert_non_null(strstr(b.at, "<p>Exempt from tax: DE-4711</p>"));
	buf_free(&b);
}

/* Whether the manual has the name as a word of its own. */
static bool
is_told(const char *page, const char *name)
{
	size_t n = strlen(name);

	for (const char *p = page; (p = strstr(p, name)) != NULL; p += n)
		if (p[-1] == ' ' && strchr(" \n", p[n]) != NULL)
			return true;
	return false;
}

static void
all_told(const char *page, const struct tnames *names)
{
	for (size_t i = 0; i < names->n; i++) {
		assert_non_null(names->at[i].name);
		if (!is_told(page, names->at[i].name))
			fail_msg("%s is not told", names->at[i].name);
		if (names->at[i].of != NULL)
			all_told(page, names->at[i].of);
	}
}

static void
manual(void **state)
{
	static char page[65536];
	FILE *f = fopen("man/ar-template.5", "r");

	(void)state;
	if (f == NULL)
		skip();
	page[fread(page, 1, sizeof page - 1, f)] = '\0';
	fclose(f);
	all_told(page, &invoice_names);
	all_told(page, &dun_letter_names);
	all_told(page, &dun_statement_names);
}

static void
no_template(void *name)
{
	letters_new(in_room("letters"), name, &invoice_names);
}

static void
bad_template(void *path)
{
	FILE *f = fopen(path, "w");

	fputs("{{#lines}}\n{{itme}}\n{{/lines}}\n", f);
	fclose(f);
	no_template(path);
}

static void
mistakes(void **state)
{
	char path[128], want[256];

	(void)state;
	dies(no_template, (char[]){"no-such.html"},
	    "ar-test: --template: \"no-such.html\" is no file and no "
	    "installed template (ar-template(5) lists them)\n");
	dies(no_template, (char[]){"no/such.html"},
	    "ar-test: no/such.html: No such file or directory\n");
	snprintf(path, sizeof path, "%s", in_room("my.txt"));
	snprintf(want, sizeof want,
	    "ar-test: %s:2:1: no name \"itme\"; is it \"item\"?\n", path);
	dies(bad_template, path, want);
	assert_int_equal(access(in_room("letters"), F_OK), -1);
}

static void
dropped(void **state)
{
	struct letters *l;

	(void)state;
	if (access(TEXT, R_OK) != 0)
		skip();
	l = letters_new(in_room("letters"), TEXT, &invoice_names);
	letters_add(l, span_of("1"));
	assert_int_equal(access(in_room("letters"), F_OK), 0);
	letters_drop(l);
	assert_int_equal(access(in_room("letters"), F_OK), -1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter, leave)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(as_text),
	    TEST(as_html),
	    TEST(mistakes),
	    TEST(dropped),
	    cmocka_unit_test(manual),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
