#include "cli/opts.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/near.h"
#include "base/span.h"
#include "value/date.h"

#define OPTS_MOST 128

/* An option and where its argument goes, as getopt's number finds it. */
struct known {
	const struct opt *opt;
	void *into;
};

struct known_all {
	struct known at[OPTS_MOST];
	struct option longs[OPTS_MOST + 1];
	char shorts[2 * OPTS_MOST + 2];
	size_t n;
};

static void
add(struct known_all *all, const struct opt *o, void *base)
{
	size_t end = strlen(all->shorts);

	if (all->n == OPTS_MOST)
		diag_fail("too many options in the table");
	all->at[all->n] = (struct known){o, (char *)base + o->offset};
	all->longs[all->n] = (struct option){o->name,
	    o->arg != NULL ? required_argument : no_argument, NULL,
	    (int)(256 + all->n)};
	if (o->letter != 0) {
		all->shorts[end++] = o->letter;
		if (o->arg != NULL)
			all->shorts[end++] = ':';
		all->shorts[end] = '\0';
	}
	all->n++;
}

static void
collect(const struct opt_table *tables, struct known_all *all)
{
	*all = (struct known_all){.shorts = ":"};
	for (; tables->options != NULL; tables++)
		for (const struct opt *o = tables->options; o->name != NULL;
		     o++)
			add(all, o, tables->into);
}

static const struct known *
find(const struct known_all *all, int got)
{
	for (size_t i = 0; i < all->n; i++)
		if (got == (int)(256 + i) || (all->at[i].opt->letter != 0 &&
						 got == all->at[i].opt->letter))
			return &all->at[i];
	return NULL;
}

static void __attribute__((noreturn))
unknown(const struct known_all *all, struct span word)
{
	struct span names[OPTS_MOST];
	size_t near;

	for (size_t i = 0; i < all->n; i++)
		names[i] = span_of(all->at[i].opt->name);
	near = near_find(word, names, all->n);
	if (near < all->n)
		diag_fail("no option --%.*s; is it --%s? (see --help)",
		    (int)word.len, word.at, names[near].at);
	diag_fail("no option --%.*s (see --help)", (int)word.len, word.at);
}

/* getopt_long takes abbreviations; a close script must not depend on them. */
static void
refuse_unknown(const struct known_all *all, int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		struct span word = {argv[i] + 2, 0};
		const struct option *o = all->longs;

		if (strncmp(argv[i], "--", 2) != 0)
			continue;
		word.len = strcspn(word.at, "=");
		while (o->name != NULL && !span_is(word, o->name))
			o++;
		if (o->name == NULL)
			unknown(all, word);
		if (o->has_arg == required_argument &&
		    word.at[word.len] == '\0')
			i++; /* its argument may look like an option */
	}
}

/* Whether the word is an option whose argument is the next word; of a pair
   both are, but only one looks like an option. */
static const struct opt *
awaits(const struct known_all *all, const char *word)
{
	const char *letters = word + 1;

	if (*word != '-')
		return NULL;
	for (size_t i = 0; i < all->n; i++) {
		const struct opt *o = all->at[i].opt;

		if (o->arg == NULL)
			continue;
		if (!strncmp(word, "--", 2)
			? !strcmp(word + 2, o->name)
			: o->letter != 0 && letters[0] != '\0' &&
			      letters[strlen(letters) - 1] == o->letter)
			return o;
	}
	return NULL;
}

const char *
opts_peek(
    const struct opt_table *tables, const char *name, int argc, char **argv)
{
	size_t len = strlen(name);
	struct known_all all;
	const char *found = NULL;

	collect(tables, &all);
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		const struct opt *o = awaits(&all, argv[i]);

		if (!strncmp(argv[i], "--", 2) &&
		    !strncmp(argv[i] + 2, name, len) && argv[i][2 + len] == '=')
			found = argv[i] + 3 + len;
		else if (o != NULL && ++i < argc && !strcmp(o->name, name))
			found = argv[i];
	}
	return found;
}

static void
take_date(const struct opt *o, int32_t *into, const char *arg)
{
	if (!date_parse(span_of(arg), into))
		diag_fail(
		    "--%s: \"%s\" is not a date (YYYY-MM-DD)", o->name, arg);
}

static void
take_count(const struct opt *o, uint32_t *into, const char *arg)
{
	char *end;
	unsigned long n = strtoul(arg, &end, 10);

	if (arg[0] < '0' || arg[0] > '9' || *end != '\0' || n > INT32_MAX)
		diag_fail("--%s: \"%s\" is not a whole number", o->name, arg);
	*into = (uint32_t)n;
}

static void
take_list(struct opt_list *list, const char *arg)
{
	list->at =
	    mem_grow(list->at, &list->cap, list->n + 1, sizeof *list->at);
	list->at[list->n++] = arg;
}

static void
take(const struct known *k, const char *arg)
{
	switch (k->opt->kind) {
	case OPT_FLAG:
		*(bool *)k->into = true;
		break;
	case OPT_TEXT:
		*(const char **)k->into = arg;
		break;
	case OPT_LIST:
		take_list(k->into, arg);
		break;
	case OPT_DATE:
		take_date(k->opt, k->into, arg);
		break;
	case OPT_COUNT:
		take_count(k->opt, k->into, arg);
		break;
	case OPT_CALL:
		k->opt->take(k->into, arg);
		break;
	case OPT_PAIR:
		*(const char **)k->into = arg;
		break;
	}
}

/* The second argument of a pair is the next word of the command line, unless
   that is an option: then it was forgotten. */
static void
take_second(const struct known *k, int argc, char **argv)
{
	if (optind >= argc ||
	    (argv[optind][0] == '-' && argv[optind][1] != '\0'))
		diag_fail("--%s needs two arguments", k->opt->name);
	((const char **)k->into)[1] = argv[optind++];
}

int
opts_read(const struct opt_table *tables, int argc, char **argv)
{
	struct known_all all;
	int got;

	collect(tables, &all);
	refuse_unknown(&all, argc, argv);
	opterr = 0;
	unsetenv("POSIXLY_CORRECT"); /* a command line means one thing */
	while ((got = getopt_long(argc, argv, all.shorts, all.longs, NULL)) !=
	       -1) {
		const struct known *k = find(&all, got);

		if (k != NULL) {
			take(k, optarg);
			if (k->opt->kind == OPT_PAIR)
				take_second(k, argc, argv);
		} else if (got == ':')
			diag_fail("%s needs an argument", argv[optind - 1]);
		else if (optopt >= 256)
			diag_fail("--%s takes no argument",
			    all.longs[optopt - 256].name);
		else
			diag_fail("no option -%c (see --help)", optopt);
	}
	return optind;
}

static int
by_name(const void *a, const void *b)
{
	const struct known *x = a, *y = b;

	return strcmp(x->opt->name, y->opt->name);
}

void
opts_help(const struct opt_table *tables)
{
	struct known_all all;

	collect(tables, &all);
	qsort(all.at, all.n, sizeof *all.at, by_name);
	for (size_t i = 0; i < all.n; i++) {
		const struct opt *o = all.at[i].opt;
		char left[80];

		snprintf(left, sizeof left, "%s%.1s%s--%s%s%s",
		    o->letter != 0 ? "-" : "", &o->letter,
		    o->letter != 0 ? ", " : "", o->name,
		    o->arg != NULL ? " " : "", o->arg != NULL ? o->arg : "");
		printf("  %-26s %s\n", left, o->help);
	}
}
