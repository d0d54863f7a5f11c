/* Maps: what each line does, and what is said of a line that is wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/diag.h"
#include "tests/unit/dies.h"
#include "text/map_in.h"

static struct map *
parsed(const char *text)
{
	struct map_reader r = {.map = map_new()};

	if (!map_parse(&r, span_of(text)))
		fail_msg("line %zu: %s", r.line, r.what);
	return r.map;
}

static void
refused(const char *text, size_t line, const char *what)
{
	struct map_reader r = {.map = map_new()};

	if (map_parse(&r, span_of(text)))
		fail_msg("taken: %s", text);
	if (strstr(r.what, what) == NULL)
		fail_msg("'%s' does not say '%s'", r.what, what);
	assert_int_equal(r.line, line);
	map_free(r.map);
}

static void
header_is(const struct map_section *s, const char *column, const char *want)
{
	struct span got = map_header(s, column);

	assert_string_equal(got.at, want);
	assert_int_equal(got.len, strlen(want));
}

static void
a_new_map_changes_nothing(void **state)
{
	struct map *m = map_new();

	(void)state;
	for (int t = 0; t < MAP_TABLES; t++) {
		const struct map_section *s = &m->of[t];

		header_is(s, "amount", "amount");
		assert_null(map_default(s, "currency").at);
		assert_int_equal(s->money.decimal, '.');
		assert_int_equal(s->money.group, 0);
		assert_int_equal(s->money.negative, MONEY_MINUS);
		assert_false(s->money.symbol);
		assert_null(s->date_layout);
		assert_int_equal(s->drops.n, 0);
		assert_int_equal(s->dialect.delimiter, 0);
	}
	map_free(m);
}

static void
columns(void **state)
{
	struct map *m = parsed("\xef\xbb\xbf# an export\r\n"
			       "[book]\r\n"
			       "  amount\t=  Open balance (USD = $) \r\n"
			       "doc= #\n"
			       "\n"
			       "customer=\" Name \"\n"
			       "line = \"\"\n"
			       "x_1 = a \"b\" c\n"
			       "default.currency = EUR\n"
			       "currency = Cur\n"
			       "[gl]\n"
			       "amount = Betrag");
	const struct map_section *s = &m->of[MAP_BOOK];

	(void)state;
	header_is(s, "amount", "Open balance (USD = $)");
	header_is(s, "doc", "#");
	header_is(s, "customer", " Name ");
	header_is(s, "line", "");
	header_is(s, "x_1", "a \"b\" c");
	header_is(s, "currency", "Cur");
	header_is(s, "date", "date");
	assert_true(span_is(map_default(s, "currency"), "EUR"));
	assert_null(map_default(s, "amount").at);
	header_is(&m->of[MAP_GL], "amount", "Betrag");
	header_is(&m->of[MAP_BANK], "amount", "amount");
	map_free(m);
}

static void
settings(void **state)
{
	struct map *m = parsed("[bank]\n"
			       "delimiter = semicolon\n"
			       "encoding = cp1252\n"
			       "quote = none\n"
			       "date-format = DD.MM.YYYY\n"
			       "decimal-mark = ,\n"
			       "group-mark = space\n"
			       "negative = trailing\n"
			       "symbol = yes\n"
			       "skip = 12\n");
	const struct map_section *s = &m->of[MAP_BANK];

	(void)state;
	assert_int_equal(s->dialect.delimiter, ';');
	assert_string_equal(s->dialect.encoding, "cp1252");
	assert_true(s->dialect.no_quote);
	assert_string_equal(s->date_layout, "DD.MM.YYYY");
	assert_int_equal(s->money.decimal, ',');
	assert_int_equal(s->money.group, ' ');
	assert_int_equal(s->money.negative, MONEY_TRAILING);
	assert_true(s->money.symbol);
	assert_int_equal(s->dialect.skip, 12);
	assert_false(s->dialect.skip_to_header);
	map_free(m);
}

static void
a_section_for_every_table(void **state)
{
	struct map *m =
	    parsed("[policy]\nskip=header\n[rates]\ndelimiter=tab\n"
		   "[aliases]\nencoding=utf-8\n[bank]\nnegative=paren\n"
		   "[gl]\ndelimiter=|\n[customers]\ngroup-mark='\n"
		   "[book]\nsymbol=no\nencoding=latin1\nnegative=minus\n");

	(void)state;
	assert_true(m->of[MAP_POLICY].dialect.skip_to_header);
	assert_int_equal(m->of[MAP_RATES].dialect.delimiter, '\t');
	assert_null(m->of[MAP_ALIASES].dialect.encoding);
	assert_int_equal(m->of[MAP_BANK].money.negative, MONEY_PAREN);
	assert_int_equal(m->of[MAP_GL].dialect.delimiter, '|');
	assert_int_equal(m->of[MAP_CUSTOMERS].money.group, '\'');
	assert_string_equal(m->of[MAP_BOOK].dialect.encoding, "latin1");
	assert_false(m->of[MAP_BOOK].money.symbol);
	map_free(m);
}

static void
delimiters(void **state)
{
	static const char *const lines[][2] = {{"semicolon", ";"},
	    {"comma", ","}, {"pipe", "|"}, {"tab", "\t"}, {"~", "~"},
	    {":", ":"}, {"=", "="}};

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
		char text[64];
		struct map *m;

		snprintf(
		    text, sizeof text, "[gl]\ndelimiter = %s\n", lines[i][0]);
		m = parsed(text);
		assert_int_equal(
		    m->of[MAP_GL].dialect.delimiter, lines[i][1][0]);
		map_free(m);
	}
}

static void
drop_is(const struct map_rule *rule, const char *header, enum map_drop when,
    const char *value)
{
	assert_string_equal(rule->header, header);
	assert_int_equal(rule->when, when);
	if (value != NULL)
		assert_string_equal(rule->value, value);
	else
		assert_null(rule->value);
}

static void
drops(void **state)
{
	struct map *m = parsed("[book]\n"
			       "drop = Num blank\n"
			       "drop = Due  date starts  Total for \n"
			       "drop = Type is Sub total\n"
			       "drop = \"This is it\" is \" x \"\n"
			       "drop = \"\" blank\n"
			       "drop = Type is is\n"
			       "drop = blank blank\n"
			       "drop = is is starts\n"
			       "drop = T is \"blank\"\n"
			       "drop = T is \"\"\n");
	const struct map_rule *d = m->of[MAP_BOOK].drops.at;

	(void)state;
	assert_int_equal(m->of[MAP_BOOK].drops.n, 10);
	drop_is(&d[0], "Num", MAP_BLANK, NULL);
	drop_is(&d[1], "Due  date", MAP_STARTS, "Total for");
	drop_is(&d[2], "Type", MAP_IS, "Sub total");
	drop_is(&d[3], "This is it", MAP_IS, " x ");
	drop_is(&d[4], "", MAP_BLANK, NULL);
	drop_is(&d[5], "Type", MAP_IS, "is");
	drop_is(&d[6], "blank", MAP_BLANK, NULL);
	drop_is(&d[7], "is", MAP_IS, "starts");
	drop_is(&d[8], "T", MAP_IS, "blank");
	drop_is(&d[9], "T", MAP_IS, "");
	map_free(m);
}

/* Other rules: of repeats, of signs, and of what a cell stands for. */
static void
other_rules(void **state)
{
	struct map *m = parsed("[book]\n"
			       "drop = Number repeats\n"
			       "drop = Cleared on filled\n"
			       "negate = S/H is H\n"
			       "negate = Type starts Credit\n"
			       "value.currency = usd is USD\n"
			       "value.currency = US Dollar is USD\n"
			       "value.type = \"is it\" is \" x \"\n");
	const struct map_section *s = &m->of[MAP_BOOK];

	(void)state;
	assert_int_equal(s->drops.n, 2);
	drop_is(&s->drops.at[0], "Number", MAP_REPEATS, NULL);
	drop_is(&s->drops.at[1], "Cleared on", MAP_FILLED, NULL);
	assert_true(map_needs_order(s));
	assert_false(map_needs_order(&m->of[MAP_GL]));
	assert_int_equal(s->negates.n, 2);
	drop_is(&s->negates.at[0], "S/H", MAP_IS, "H");
	drop_is(&s->negates.at[1], "Type", MAP_STARTS, "Credit");
	assert_int_equal(s->nchange, 3);
	assert_string_equal(s->changes[1].column, "currency");
	assert_string_equal(s->changes[1].from, "US Dollar");
	assert_string_equal(s->changes[1].to, "USD");
	assert_string_equal(s->changes[2].from, "is it");
	assert_string_equal(s->changes[2].to, " x ");
	map_free(m);
	refused("[gl]\nnegate = A is B\n", 2, "negate is for [book]");
	refused("[book]\nnegate = A repeats\n", 2,
	    "negate can't be by what repeats");
	refused("[book]\nnegate = A\n", 2, "negate is written: Header is");
	refused("[book]\nvalue.currency = usd\n", 2,
	    "value is written: Cell is Value");
	refused("[book]\nvalue.currency = \"\" is USD\n", 2,
	    "value is written: Cell is Value (blank.COLUMN");
	refused("[book]\nvalue.a = b is c\nvalue.a = b is d\n", 3,
	    "'b' of a is given twice");
	refused(
	    "[book]\nvalue.A = b is c\n", 2, "'A' is not the name of a column");
}

static void
lines_that_are_none(void **state)
{
	struct map_reader r = {.map = map_new()};

	(void)state;
	refused("amount = A\n", 1, "'amount' stands before any section");
	refused("# x\n\ndrop = A blank\n", 3, "'drop' stands before any");
	refused("[book]\namount\n", 2, "neither a [section] nor key = value");
	refused("[book\n", 1, "a section is written [book]");
	refused("[\n", 1, "a section is written [book]");
	refused("[]\n", 1, "no section is named ''");
	refused("[Book]\n", 1, "no section is named 'Book': they are book,");
	refused("[book]\n[gl]\n[book]\n", 3, "[book] is described twice");
	refused("[book]\n= x\n", 2, "'' is neither a setting nor");
	refused("[book]\namount =\n", 2, "nothing after the '='");
	refused("[book]\nskip =  \t\n", 2, "nothing after the '='");
	refused("[book]\namount = \"A\n", 2, "quote is not closed");
	refused("[book]\namount = \"\n", 2, "quote is not closed");
	refused("[gl]\nx = F\xe4llig\n", 2, "not valid UTF-8");
	assert_false(map_parse(&r, (struct span){"[gl]\na=\0\n", 9}));
	assert_string_equal(r.what, "a NUL byte");
	map_free(r.map);
}

static void
keys_that_are_none(void **state)
{
	(void)state;
	refused("[gl]\nAmount = A\n", 2, "'Amount' is neither a setting nor");
	refused("[gl]\nbill-no = A\n", 2, "'bill-no' is neither");
	refused("[gl]\n1st = A\n", 2, "'1st' is neither");
	refused("[gl]\n_a = A\n", 2, "'_a' is neither");
	refused("[gl]\nb\xc3\xa9 = A\n", 2, "is neither");
	refused("[gl]\ndefault. = A\n", 2, "'default.' is neither");
	refused("[gl]\ndefault.X = A\n", 2, "'default.X' is neither");
	refused("[gl]\ndate_format = D/M/YYYY\n", 2, "is written date-format");
	refused("[gl]\ndecimal_mark = ,\n", 2, "is written decimal-mark");
	refused("[gl]\na = A\na = B\n", 3, "a is given twice");
	refused("[gl]\ndefault.a = A\ndefault.a = A\n", 3,
	    "default.a is given twice");
	refused("[gl]\nskip = 1\nskip = header\n", 3, "skip is given twice");
	refused("[gl]\nquote = none\nquote = none\n", 3, "quote is given");
}

static void
values_that_are_none(void **state)
{
	static const char *const lines[][2] = {
	    {"delimiter = ;;", "delimiter is one character"},
	    {"delimiter = \"", "quote is not closed"},
	    {"delimiter = \"\"\"", "delimiter is one character"},
	    {"delimiter = x", "delimiter is one character"},
	    {"delimiter = -", "delimiter is one character"},
	    {"delimiter = \xc2\xa7", "delimiter is one character"},
	    {"encoding = UTF-16", "encoding is utf-8, cp1252 or"},
	    {"quote = '", "quote can only be none"},
	    {"date-format = D/M", "date-format needs day, month"},
	    {"decimal-mark = ;", "decimal-mark is . or ,"},
	    {"group-mark = ..", "group-mark is one character"},
	    {"group-mark = 0", "group-mark is one character"},
	    {"negative = red", "negative is minus, paren or trailing"},
	    {"symbol = $", "symbol is yes or no"},
	    {"skip = -1", "skip is a number of lines, or header"},
	    {"skip = 1234567", "skip is a number of lines"},
	    {"skip = \"\"", "skip is a number, or header"},
	    {"drop = Total", "drop is written"},
	    {"drop = is Total", "drop is written"},
	    {"drop = Name is", "drop is written"},
	    {"drop = \"Name\"", "drop is written"},
	    {"drop = \"Name is x", "drop is written"},
	    {"drop = \"Name\" ends x", "drop is written"},
	    {"drop = \"Name\" blank x", "drop is written"},
	    {"drop =", "drop is written"},
	    {"drop = Name is blank", "write 'blank' for an empty cell"},
	    {"drop = Name is \"x", "quote is not closed"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
		char text[128];

		snprintf(text, sizeof text, "[book]\n\n%s\n", lines[i][0]);
		refused(text, 3, lines[i][1]);
	}
}

static void
marks_that_disagree(void **state)
{
	(void)state;
	refused("[book]\ngroup-mark = .\namount = A\n", 2,
	    "decimal-mark and group-mark are both '.'");
	refused("[book]\ngroup-mark = ,\ndecimal-mark = ,\n[gl]\n", 3,
	    "decimal-mark and group-mark are both ','");
	refused("[book]\ndecimal-mark = ,\nquote = none\n", 3,
	    "delimiter and decimal-mark are both ',', with quote = none");
	refused("[book]\nquote = none\ngroup-mark = '\ndelimiter = '\n", 4,
	    "delimiter and group-mark are both '''");
	map_free(parsed("[book]\ngroup-mark = .\ndecimal-mark = ,\n"));
	map_free(parsed("[book]\ndecimal-mark = ,\n"));
	map_free(parsed("[book]\ngroup-mark = .\ndecimal-mark = ,\n"
			"quote = none\ndelimiter = ;\n[gl]\n"));
}

static void
col(void **state)
{
	struct map *m = parsed("[book]\namount = Map\ndoc = Map\n");

	(void)state;
	map_column(m, MAP_BOOK, "amount=Open balance");
	map_column(m, MAP_BOOK, "due=First");
	map_column(m, MAP_BOOK, "due= a = \"b\" ");
	map_column(m, MAP_BOOK, "gl.amount=Betrag");
	map_column(m, MAP_GL, "book.id=No.");
	map_column(m, MAP_GL, "date=Datum");
	map_column(m, MAP_BOOK, "default.currency=USD");
	map_column(m, MAP_BOOK, "gl.default.account=1200");
	header_is(&m->of[MAP_BOOK], "amount", "Open balance");
	header_is(&m->of[MAP_BOOK], "doc", "Map");
	header_is(&m->of[MAP_BOOK], "due", " a = \"b\" ");
	header_is(&m->of[MAP_BOOK], "id", "No.");
	header_is(&m->of[MAP_GL], "amount", "Betrag");
	header_is(&m->of[MAP_GL], "date", "Datum");
	assert_true(span_is(map_default(&m->of[MAP_BOOK], "currency"), "USD"));
	assert_true(span_is(map_default(&m->of[MAP_GL], "account"), "1200"));
	map_free(m);
}

struct said {
	const char *path, *arg;
};

static void
take(void *arg)
{
	const struct said *said = arg;
	struct map *m = map_new();

	if (said->path != NULL)
		map_read(m, said->path);
	else
		map_column(m, MAP_BOOK, said->arg);
}

/* What `path` as a map, or `arg` as a --col, ends a program with. */
static void
ends(const char *path, const char *arg, const char *want)
{
	struct said said = {path, arg};

	dies(take, &said, want);
}

static void
col_that_is_none(void **state)
{
	(void)state;
	ends(NULL, "amount", "ar-test: --col amount: not COLUMN=HEADER\n");
	ends(NULL, "amount=", "ar-test: --col amount=: not COLUMN=HEADER\n");
	ends(NULL, "=A", "ar-test: --col =A: '' is no column\n");
	ends(NULL, "Amount=A",
	    "ar-test: --col Amount=A: 'Amount' is no column\n");
	ends(NULL, "gl.=A", "ar-test: --col gl.=A: '' is no column\n");
	ends(
	    NULL, "default.=A", "ar-test: --col default.=A: '' is no column\n");
	ends(NULL, "till.amount=A",
	    "ar-test: --col till.amount=A: there is no table 'till'\n");
	ends(NULL, "gl.a.b=A", "ar-test: --col gl.a.b=A: 'a.b' is no column\n");
}

static void
files(void **state)
{
	char path[] = "/tmp/test_map.XXXXXX", want[320];
	FILE *f = fdopen(mkstemp(path), "w");
	struct map *m = map_new();

	(void)state;
	assert_non_null(f);
	fputs("[book]\namount = Saldo\n", f);
	fflush(f);
	map_read(m, path);
	header_is(&m->of[MAP_BOOK], "amount", "Saldo");
	map_free(m);
	fputs("[cellar]\n", f);
	fclose(f);
	snprintf(want, sizeof want,
	    "ar-test: %s:3: no section is named 'cellar': they are book, "
	    "customers, gl, bank, aliases, rates, policy, lines, sellers, "
	    "tax, holidays, prices, orders, contracts, counter, "
	    "provision, targets, codes, balance, accounts, approval\n",
	    path);
	ends(path, NULL, want);
	unlink(path);
	snprintf(want, sizeof want, "ar-test: %s: No such file or directory\n",
	    path);
	ends(path, NULL, want);
	ends("/", NULL, "ar-test: /: Is a directory\n");
}

/* The maps that are installed, read from the root of the project. */
static void
installed(void **state)
{
	struct map *m = map_new();

	(void)state;
	if (access("lib/data/maps", R_OK) != 0)
		skip();
	map_read(m, "lib/data/maps/ibm-ar.map");
	header_is(&m->of[MAP_BOOK], "amount", "InvoiceAmount");
	assert_string_equal(m->of[MAP_BOOK].date_layout, "M/D/YYYY");
	map_free(m);
	m = map_new();
	map_read(m, "lib/data/maps/highradius.map");
	header_is(&m->of[MAP_BOOK], "doc_date", "document_create_date");
	map_free(m);
	m = map_new();
	map_read(m, "lib/data/maps/quickbooks-aging.map");
	assert_true(m->of[MAP_BOOK].dialect.skip_to_header);
	drop_is(&m->of[MAP_BOOK].drops.at[0], "Date", MAP_BLANK, NULL);
	map_free(m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_new_map_changes_nothing),
	    cmocka_unit_test(columns),
	    cmocka_unit_test(settings),
	    cmocka_unit_test(a_section_for_every_table),
	    cmocka_unit_test(delimiters),
	    cmocka_unit_test(drops),
	    cmocka_unit_test(other_rules),
	    cmocka_unit_test(lines_that_are_none),
	    cmocka_unit_test(keys_that_are_none),
	    cmocka_unit_test(values_that_are_none),
	    cmocka_unit_test(marks_that_disagree),
	    cmocka_unit_test(col),
	    cmocka_unit_test(col_that_is_none),
	    cmocka_unit_test(files),
	    cmocka_unit_test(installed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
