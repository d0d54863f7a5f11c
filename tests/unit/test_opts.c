/* The command line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <getopt.h>
#include <stdlib.h>

#include "base/span.h"
#include "cli/opts.h"
#include "tests/unit/dies.h"
#include "value/date.h"

struct taken {
	bool flag, proof;
	const char *text;
	struct opt_list list;
	int32_t date;
	uint32_t count;
	char called[8];
	const char *pair[2];
};

struct shared {
	const char *output;
};

static void
call(void *into, const char *arg)
{
	char *called = into;

	memcpy(called, arg, strlen(arg) + 1);
}

#define AT(member) offsetof(struct taken, member)

static const struct opt own[] = {
    {"flag", 'f', OPT_FLAG, AT(flag), NULL, "", NULL},
    {"proof", 0, OPT_FLAG, AT(proof), NULL, "", NULL},
    {"text", 0, OPT_TEXT, AT(text), "T", "", NULL},
    {"list", 0, OPT_LIST, AT(list), "L", "", NULL},
    {"date", 0, OPT_DATE, AT(date), "D", "", NULL},
    {"count", 0, OPT_COUNT, AT(count), "N", "", NULL},
    {"x12", 'x', OPT_PAIR, AT(pair), "S DIR", "", NULL},
    {"call", 0, OPT_CALL, AT(called), "C", "", call},
    {NULL, 0, OPT_FLAG, 0, NULL, NULL, NULL},
};

static const struct opt common[] = {
    {"output", 'o', OPT_TEXT, offsetof(struct shared, output), "F", "", NULL},
    {NULL, 0, OPT_FLAG, 0, NULL, NULL, NULL},
};

struct line {
	struct taken t;
	struct shared s;
	int first, argc;
	char *argv[16];
	char words[16][40];
};

/* Splits at blanks and reads; getopt starts anew. */
static void
read_line(struct line *l, const char *words)
{
	struct opt_table tables[] = {
	    {common, &l->s}, {own, &l->t}, {NULL, NULL}};

	*l = (struct line){.argc = 0};
	while (*words != '\0') {
		size_t n = strcspn(words, " ");

		assert_true(n < 40 && l->argc < 15);
		memcpy(l->words[l->argc], words, n);
		l->argv[l->argc] = l->words[l->argc];
		l->argc++;
		words += n + (words[n] == ' ');
	}
	optind = 0;
	l->first = opts_read(tables, l->argc, l->argv);
}

static void
each_kind(void **state)
{
	struct line l;

	(void)state;
	read_line(&l, "ar -f --text a --list=x --list y,z --date 2024-02-29 "
		      "--count 2147483647 --call hey");
	assert_true(l.t.flag);
	assert_false(l.t.proof);
	assert_string_equal(l.t.text, "a");
	assert_int_equal(l.t.list.n, 2);
	assert_string_equal(l.t.list.at[0], "x");
	assert_string_equal(l.t.list.at[1], "y,z");
	assert_int_equal(l.t.date, 19782); /* 2024-01-01 is 19723 */
	assert_int_equal(l.t.count, INT32_MAX);
	assert_string_equal(l.t.called, "hey");
	assert_null(l.s.output);
	assert_int_equal(l.first, l.argc);
	free(l.t.list.at);
}

/* Operands may stand among the options, all after "--"; the last word on a
   text wins; an argument may look like an option. */
static void
operands(void **state)
{
	struct line l;

	(void)state;
	read_line(&l, "ar one -o out two --text --flag --text=");
	assert_int_equal(l.argc - l.first, 2);
	assert_string_equal(l.argv[l.first], "one");
	assert_string_equal(l.argv[l.first + 1], "two");
	assert_string_equal(l.s.output, "out");
	assert_string_equal(l.t.text, "");
	assert_false(l.t.flag);
	read_line(&l, "ar -fo out -- --nonsense -f");
	assert_true(l.t.flag);
	assert_string_equal(l.s.output, "out");
	assert_string_equal(l.argv[l.first], "--nonsense");
	assert_int_equal(l.argc - l.first, 2);
	read_line(&l, "ar -");
	assert_string_equal(l.argv[l.first], "-");
}

/* Reads, and asserts both arguments of the pair and the operands. */
static void
pair_is(const char *words, const char *first, const char *second,
    const char *const *operands)
{
	struct line l;
	int i = 0;

	read_line(&l, words);
	assert_string_equal(l.t.pair[0], first);
	assert_string_equal(l.t.pair[1], second);
	while (operands[i] != NULL) {
		assert_true(l.first + i < l.argc);
		assert_string_equal(l.argv[l.first + i], operands[i]);
		i++;
	}
	assert_int_equal(l.argc - l.first, i);
}

#define LIST(...) ((const char *const[]){__VA_ARGS__, NULL})

/* The second argument is the next word, wherever operands stand. */
static void
pairs(void **state)
{
	struct line l;

	(void)state;
	pair_is("ar --x12 810 DIR", "810", "DIR", LIST(NULL));
	pair_is("ar --x12=810 DIR", "810", "DIR", LIST(NULL));
	pair_is("ar --x12= DIR", "", "DIR", LIST(NULL));
	pair_is("ar -x 810 DIR", "810", "DIR", LIST(NULL));
	pair_is("ar -x810 DIR", "810", "DIR", LIST(NULL));
	pair_is("ar --x12 810 DIR one two", "810", "DIR", LIST("one", "two"));
	pair_is("ar one --x12 810 DIR two", "810", "DIR", LIST("one", "two"));
	pair_is("ar one --x12=810 DIR two", "810", "DIR", LIST("one", "two"));
	pair_is("ar one two --x12 810 DIR --flag three", "810", "DIR",
	    LIST("one", "two", "three"));
	pair_is("ar one -fx 810 DIR --text T two", "810", "DIR",
	    LIST("one", "two"));
	pair_is("ar one --x12 810 DIR -- --flag", "810", "DIR",
	    LIST("one", "--flag"));
	pair_is("ar --x12 810 DIR -", "810", "DIR", LIST("-"));
	pair_is("ar --x12 1 A one --x12 2 B two", "2", "B", LIST("one", "two"));
	pair_is("ar --x12 810 -", "810", "-", LIST(NULL));
	read_line(&l, "ar one --x12 810 DIR --flag -o out");
	assert_true(l.t.flag);
	assert_string_equal(l.s.output, "out");
	assert_null(l.t.text);
}

static void
reads(void *words)
{
	struct line l;

	read_line(&l, words);
}

static void
bad_is(const char *words, const char *want)
{
	char copy[80];

	memcpy(copy, words, strlen(words) + 1);
	dies(reads, copy, want);
}

static void
refusals(void **state)
{
	(void)state;
	bad_is("ar --prof",
	    "ar-test: no option --prof; is it --proof? (see --help)\n");
	bad_is("ar --cuont=3",
	    "ar-test: no option --cuont; is it --count? (see --help)\n");
	bad_is("ar --zzzzzz", "ar-test: no option --zzzzzz (see --help)\n");
	bad_is("ar -z", "ar-test: no option -z (see --help)\n");
	bad_is("ar --text", "ar-test: --text needs an argument\n");
	bad_is("ar -o", "ar-test: -o needs an argument\n");
	bad_is("ar --x12", "ar-test: --x12 needs an argument\n");
	bad_is("ar -x", "ar-test: -x needs an argument\n");
	bad_is("ar --x12 810", "ar-test: --x12 needs two arguments\n");
	bad_is("ar --x12=810", "ar-test: --x12 needs two arguments\n");
	bad_is("ar one --x12 810", "ar-test: --x12 needs two arguments\n");
	bad_is(
	    "ar --x12 810 --flag one", "ar-test: --x12 needs two arguments\n");
	bad_is("ar --x12 810 -f one", "ar-test: --x12 needs two arguments\n");
	bad_is("ar --x12 810 -- one", "ar-test: --x12 needs two arguments\n");
	bad_is("ar --flag=yes", "ar-test: --flag takes no argument\n");
	bad_is("ar --date 2026-02-29",
	    "ar-test: --date: \"2026-02-29\" is not a date (YYYY-MM-DD)\n");
	bad_is("ar --count 2147483648",
	    "ar-test: --count: \"2147483648\" is not a whole number\n");
	bad_is("ar --count -1",
	    "ar-test: --count: \"-1\" is not a whole number\n");
	bad_is("ar --count 1x",
	    "ar-test: --count: \"1x\" is not a whole number\n");
	bad_is("ar --count=", "ar-test: --count: \"\" is not a whole number\n");
	bad_is("ar --count 99999999999999999999",
	    "ar-test: --count: \"99999999999999999999\" is not a whole "
	    "number\n");
}

static void
items_are(const char *list, size_t n, const char *const *want)
{
	struct span item;

	for (size_t i = 0; i < n; i++) {
		assert_true(opts_item(&list, &item));
		assert_true(span_is(item, want[i]));
	}
	assert_false(opts_item(&list, &item));
	assert_false(opts_item(&list, &item));
}

/* Blank items are items: "a," is two. */
static void
comma_lists(void **state)
{
	(void)state;
	items_are("a", 1, (const char *const[]){"a"});
	items_are("a,b b,", 3, (const char *const[]){"a", "b b", ""});
	items_are(",", 2, (const char *const[]){"", ""});
	items_are("", 1, (const char *const[]){""});
	items_are(NULL, 0, NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_kind),
	    cmocka_unit_test(operands),
	    cmocka_unit_test(pairs),
	    cmocka_unit_test(refusals),
	    cmocka_unit_test(comma_lists),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
