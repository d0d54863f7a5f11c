/* Names of payers: what is expected is what a clerk would say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "rule/payer.h"

static void
normal_is(const char *name, const char *want)
{
	struct buf got = {0};

	payer_normal(span_of(name), &got);
	assert_string_equal(buf_string(&got), want);
	buf_free(&got);
}

static void
normal_forms(void **state)
{
	(void)state;
	normal_is("Acme Tools Inc.", "ACME TOOLS");
	normal_is("  acme,  tools (Inc) ", "ACME TOOLS");
	normal_is("Bolt, Nut & Sons", "BOLT NUT SONS");
	normal_is("BOLT NUT AND SONS", "BOLT NUT SONS");
	normal_is("Weber und Kunst GmbH & Co. KG", "WEBER KUNST");
	normal_is("Gr\xc3\xbcnwald Werkzeuge GmbH", "GRUENWALD WERKZEUGE");
	normal_is("Gru\xcc\x88nwald", "GRUENWALD");
	normal_is("STRA\xc3\x9f"
		  "E Stra\xc3\x9f"
		  "e",
	    "STRASSE STRASSE");
	normal_is(
	    "Fran\xc3\xa7ois & Fr\xc3\xa8res S.A.R.L.", "FRANCOIS FRERES");
	normal_is("Fre\xcc\x80res", "FRERES");
	normal_is("S\xc3\xb8nderg\xc3\xa5rd A/S", "SONDERGARD");
	normal_is("\xc5\x81\xc3\xb3"
		  "d\xc5\xba Sp. z o.o.",
	    "LODZ SP ZOO");
	normal_is("\xc3\x86r\xc3\xb8 \xc5\x93uvre", "AERO OEUVRE");
	normal_is("O'Brien's", "OBRIENS");
	normal_is("O\xe2\x80\x99"
		  "Brien",
	    "OBRIEN");
	normal_is("Meyer-Schmidt", "MEYER SCHMIDT");
	normal_is("Meyer\xe2\x80\x93Schmidt\xc2\xa0"
		  "AG",
	    "MEYER SCHMIDT");
	normal_is("J.B. Hunt", "JB HUNT");
	normal_is("J B Hunt", "JB HUNT");
	normal_is("A & B and C Plumbing", "ABC PLUMBING");
	normal_is("L.L.C. Foods B.V.", "FOODS");
	normal_is("3M", "3M");
	normal_is("7 8 Ltd", "7 8");
	normal_is("Costco Incorporated", "COSTCO INCORPORATED");
	normal_is("Co. Inc & Ltd", "");
	normal_is("\xd0\x96\xd1\x83\xd0\xba", "\xd0\x96\xd1\x83\xd0\xba");
	normal_is("a\xff"
		  "b\xe2\x80",
	    "A\xff"
	    "B\xe2\x80");
	normal_is("", "");
}

static void
match_is(const char *memo, const char *name, enum payer_strength want)
{
	enum payer_strength got = payer_match(span_of(memo), span_of(name));

	if (got != want)
		fail_msg("%s in %s: %d", name, memo, (int)got);
}

static void
whole_names(void **state)
{
	(void)state;
	match_is("acme tools inc", "Acme Tools Inc.", PAYER_EXACT);
	match_is("WIRE ACME TOOLS INC. INV 1", "Acme Tools Inc", PAYER_EXACT);
	match_is("ACME  TOOLS INC", "Acme Tools Inc", PAYER_NORMAL);
	match_is("ACME TOOLS", "Acme Tools Inc", PAYER_NORMAL);
	match_is("ACME TOOLS LLC", "Acme Tools Inc", PAYER_NORMAL);
	match_is("ACME-TOOLS", "Acme Tools Inc", PAYER_NORMAL);
	match_is("ACME POWER TOOLS", "Acme Tools Inc", PAYER_NONE);
	match_is("TOOLS ACME", "Acme Tools Inc", PAYER_NONE);
	match_is("ACME TOOLSHED", "Acme Tools Inc", PAYER_NONE);
	match_is("PACMETOOLS ACME", "Acme Tools Inc", PAYER_NONE);
	match_is("(acme tools inc)", "Acme Tools Inc", PAYER_EXACT);
	match_is("GR\xc3\x9cNWALD GMBH", "Gr\xc3\xbcnwald GmbH", PAYER_EXACT);
	match_is("GRUENWALD GMBH", "Gr\xc3\xbcnwald GmbH", PAYER_NORMAL);
	match_is("GRUNWALD GMBH", "Gr\xc3\xbcnwald GmbH", PAYER_NONE);
	match_is("\xc5\x81\xc3\x93"
		 "D\xc5\xb9 STAL",
	    "\xc5\x82\xc3\xb3"
	    "d\xc5\xba Stal",
	    PAYER_EXACT);
	match_is("SA DUPONT FRERES", "SA Dupont Freres", PAYER_EXACT);
	match_is("DUPONT FRERES", "SA Dupont Freres", PAYER_NORMAL);
	match_is("XSA DUPONT FRERES", "SA Dupont Freres", PAYER_NORMAL);
	match_is("BOLT NUT  SONS", "Bolt, Nut & Sons", PAYER_NORMAL);
	match_is("BOLT, NUT & SONS", "Bolt, Nut & Sons", PAYER_EXACT);
	match_is("METRO", "Metro", PAYER_EXACT);
	match_is("", "Metro", PAYER_NONE);
	match_is("METRO", "", PAYER_NONE);
}

/* Too little to tell a payer by. */
static void
no_names(void **state)
{
	(void)state;
	match_is("3M", "3M", PAYER_NONE);
	match_is("IBM CORP", "IBM Corp", PAYER_NONE);
	match_is("CO INC", "Co Inc", PAYER_NONE);
	match_is("1001", "1001", PAYER_NONE);
	match_is("12 34 LTD", "12 34 Ltd", PAYER_NONE);
	match_is("1001 NIGHTS", "1001 Nights", PAYER_EXACT);
	match_is("\xc3\x84\xc3\x84R", "\xc3\x84\xc3\x84r", PAYER_EXACT);
	match_is("a b c d e f g h i j k l m n o p",
	    "a b c d e f g h i j k l m "
	    "n o p",
	    PAYER_EXACT);
}

/* The end of the memo, or the width of a bank's field: 22, 35. */
static void
cut_names(void **state)
{
	static const char coop[] = "Oakhaven Farms Cooperative";
	static const char long_name[] =
	    "Northern Lights Water Treatment Systems of Iowa";

	(void)state;
	match_is("OAKHAVEN FARMS COOPERA", coop, PAYER_CUT);
	match_is("ACH OAKHAVEN FARMS COO", coop, PAYER_CUT);
	match_is("ACH OAKHAVEN FARMS CO", coop, PAYER_NONE);
	match_is("OAKHAVEN FARMS CAP", coop, PAYER_NONE);
	match_is("OAKHAVEN FARMS COOPERA INV 7", coop, PAYER_CUT);
	match_is("OAKHAVEN FARMS COOPER INV 7", coop, PAYER_NONE);
	match_is("X OAKHAVEN FARMS COOPERA/INV 7", coop, PAYER_CUT);
	match_is("OAKHAVEN", coop, PAYER_NONE);
	match_is("OAKHAVEN FARMS", coop, PAYER_NONE);
	/* at 22, 35, any word; at the end alone only the last */
	match_is("NORTHERN LIGHTS WATER ", long_name, PAYER_CUT);
	match_is("NORTHERN LIGHTS WATER/X", long_name, PAYER_NONE);
	match_is("NORTHERN LIGHTS WATER TREA", long_name, PAYER_NONE);
	match_is("NORTHERN LIGHTS WATER TREATMENT SYS 7", long_name, PAYER_CUT);
	match_is("NORTHERN LIGHTS WATER TREATMENT SY 7", long_name, PAYER_NONE);
	/* a name of two words, 12 characters and 11 */
	match_is("FARMERS COOPE", "Farmers Cooperative", PAYER_CUT);
	match_is("OAK FARM", "Oak Farming", PAYER_NONE);
	match_is("OAKS FAR", "Oaks Farming", PAYER_CUT);
	match_is("OAK ELM FAR", "Oak Elm Farm", PAYER_CUT);
	match_is("NORTHERN LIGHTS WATER TREATMENT SYS 7", long_name, PAYER_CUT);
	/* of 22 characters the last a blank, and so 21; in a word it is none */
	match_is("CLEARVIEW ELECTRICS OF IOWA", "Clearview Electrics of Ohio",
	    PAYER_NONE);
	match_is("WATERPOORT TECHNIEK X INV 7", "Waterpoort Techniek X Utrecht",
	    PAYER_NONE);
	match_is("INV 7 WATERPOORT TECHNIEK X ",
	    "Waterpoort Techniek X Utrecht", PAYER_CUT);
	match_is("WATERPOORT TECHNIEK X INV 7", "Waterpoort Techniek Xutrecht",
	    PAYER_NONE);
	/* the only word, the first */
	match_is(
	    "OAKHAVENFARMSCOOPERATI", "Oakhavenfarmscooperative", PAYER_NONE);
	/* the memo ends behind a dropped word */
	match_is("OAKHAVEN FARMS COOPER INC", coop, PAYER_NONE);
	/* 22 characters, more bytes */
	match_is("GR\xc3\x9cNWALD WERKZEUGE GMB", "Gr\xc3\xbcnwald Werkzeuge",
	    PAYER_EXACT);
	match_is("HOCHFELD B\xc3\x9cROBEDA WAR X",
	    "Hochfeld B\xc3\xbcrobeda Waren", PAYER_NONE);
	match_is("HOCHFELD B\xc3\x9cROBEDA WARE X",
	    "Hochfeld B\xc3\xbcrobeda Waren", PAYER_CUT);
}

struct known {
	const char *name;
	uint32_t number;
};

static struct payers *
payers_of(const struct known *list, size_t n)
{
	struct payers *p = payers_new();

	for (size_t i = 0; i < n; i++)
		payers_add(p, span_of(list[i].name), list[i].number);
	payers_close(p);
	return p;
}

static const struct known many[] = {
    {"Granite Bridge", 1},
    {"Granite Bridge, Chicago", 2},
    {"Granite Bridge Inc", 3},
    {"GRANITE-BRIDGE LLC", 4},
    {"Harbor Foods", 5},
    {"Harbor Foods Wholesale Distribution", 6},
    {"Harbor Foods Wholesale", 7},
    {"Harbor Master", 8},
    {"Metro", 9},
    {"Chicago Metro", 10},
    {"Harbor Foods", 5},
    {"HF Trading", 5},
    {"Twin Peaks Lumber", 12},
    {"Twin Peaks Lumber", 11},
};

/* "strength: best | others" of a memo. */
static void
found_is(const struct payers *p, struct payers_found *f, const char *memo,
    const char *want)
{
	char got[200];
	int len;

	payers_find(p, span_of(memo), f);
	len = snprintf(got, sizeof got, "%d:", (int)f->strength);
	for (size_t i = 0; i < f->n; i++)
		len += snprintf(got + len, sizeof got - (size_t)len, "%s %u",
		    i == f->best ? " |" : "", (unsigned)f->numbers[i]);
	if (strcmp(got, want) != 0)
		fail_msg("%s: %s", memo, got);
}

static void
of_many(void **state)
{
	struct payers *p = payers_of(many, sizeof many / sizeof *many);
	struct payers_found f = {0};

	(void)state;
	found_is(p, &f, "GRANITE BRIDGE CHICAGO", "2: 2");
	found_is(p, &f, "GRANITE BRIDGE, CHICAGO", "3: 2");
	found_is(p, &f, "GRANITE BRIDGE INC", "3: 3");
	found_is(p, &f, "FROM GRANITE BRIDGE 17", "3: 1");
	found_is(p, &f, "GRANITE  BRIDGE", "2: 1 3 4");
	found_is(p, &f, "GRANITE BRIDGE GMBH", "3: 1");
	/* at two places */
	found_is(p, &f, "HARBOR FOODS FOR GRANITE BRIDGE INC", "3: 3 | 5");
	found_is(p, &f, "METRO / HF TRADING / HARBOR FOODS", "3: 5 | 9");
	found_is(p, &f, "HARBOR FOODS/HF TRADING", "3: 5");
	/* the surer, not the longer */
	found_is(p, &f, "METRO FOR TWIN-PEAKS LUMBER", "3: 9 | 11 12");
	found_is(p, &f, "CHICAGO METRO", "3: 10");
	/* overlaps: neither is inside of the other */
	found_is(p, &f, "GRANITE BRIDGE CHICAGO METRO", "3: 10 | 2");
	/* twins */
	found_is(p, &f, "TWIN PEAKS LUMBER", "3: 11 12");
	/* 22 characters, which is where banks cut: it may be the other */
	found_is(p, &f, "HARBOR FOODS WHOLESALE", "3: 7 | 6");
	found_is(p, &f, "HARBOR FOODS WHOLESALE DISTRIBUTION", "3: 6");
	found_is(p, &f, "HARBOR FOODS WHOLESALE DIST", "3: 7 | 6");
	found_is(p, &f, "TWIN PEAKS LUM", "1: 11 12");
	found_is(p, &f, "HARBOR FOODS WHOL", "3: 5 | 7");
	found_is(p, &f, "NOTHING AT ALL", "0:");
	found_is(p, &f, "", "0:");
	payers_find(p, span_of("PAY granite bridge, chicago 1"), &f);
	assert_true(span_is(f.where, "granite bridge, chicago"));
	payers_done(&f);
	payers_free(p);
	payers_free(NULL);
}

/* What banks made of these. */
static void
of_fields(void **state)
{
	static const struct known list[] = {
	    {"Vieux-Pont Mat\xc3\xa9riaux S.A.", 1},
	    {"Vieux-Pont Mat\xc3\xa9riaux S.A., Lyon", 2},
	    {"VIEUXPONT MAT\xc3\x89RIAUX SA", 2},
	    {"Gr\xc3\xbcnwald Werkzeuge GmbH", 3},
	    {"Gr\xc3\xbcnwald Werkzeuge GmbH, K\xc3\xb6ln", 4},
	    {"GR\xc3\x9cNWALD WERKZEUGE GMB", 4},
	    {"Thornbury Glass & Mirror, Dallas", 5},
	    {"Thornbury Glass & Mirror, Tampa", 6},
	    {"Glenrock Glass and Mirror", 7},
	    {"Thornbury Plumbing Co", 8},
	    {"Thornbury Plumbing Co, Tampa", 9},
	};
	struct payers *p = payers_of(list, sizeof list / sizeof *list);
	struct payers_found f = {0};

	(void)state;
	found_is(p, &f, "VIEUX-PONT MATERIAUX S", "2: 1 | 2");
	found_is(p, &f, "VIEUX-PONT MATERIAUX SA", "2: 1");
	found_is(p, &f, "VIEUXPONT MAT\xc3\x89RIAUX SA", "3: 2 | 1");
	found_is(p, &f, "VIEUXPONT MATERIAUX SA,", "2: 2 | 1");
	found_is(p, &f, "FOR VIEUX-PONT MATERIAUX SA LYON", "2: 2");
	found_is(p, &f, "GR\xc3\x9cNWALD WERKZEUGE GMB 1", "3: 4 | 3");
	found_is(p, &f, "GR\xc3\x9cNWALD WERKZEUGE GMBH 1", "3: 3");
	found_is(p, &f, "GRUENWALD WERKZEUGE GM INV", "2: 3 | 4");
	found_is(p, &f, "THORNBURY GLASS & MIRR", "1: 5 6");
	found_is(p, &f, "THORNBURY GLASS  MIRRO INV 7", "1: 5 6");
	found_is(p, &f, "THORNBURY GLASS  MIRROR, TAMPA", "2: 6");
	found_is(p, &f, "PAY GLENROCK GLASS & MIRRO 7", "1: 7");
	found_is(p, &f, "THORNBURY PLUMBING CO INV 7", "3: 8 | 9");
	found_is(p, &f, "THORNBURY PLUMBING CO/INV 7", "3: 8");
	payers_done(&f);
	payers_free(p);
}

static void
near_is(const struct payers *p, const char *memo, size_t most, const char *want)
{
	uint32_t numbers[8];
	char got[100] = "";
	size_t n = payers_near(p, span_of(memo), numbers, most);
	int len = 0;

	for (size_t i = 0; i < n; i++)
		len += snprintf(got + len, sizeof got - (size_t)len, "%s%u",
		    i > 0 ? " " : "", (unsigned)numbers[i]);
	if (strcmp(got, want) != 0)
		fail_msg("%s: %s", memo, got);
}

static void
suggestions(void **state)
{
	struct payers *p = payers_of(many, sizeof many / sizeof *many);

	(void)state;
	/* half of Harbor Foods, but not a third of Harbor Foods Wholesale */
	near_is(p, "HARBOR MASTERS", 8, "8 5");
	near_is(p, "GRANIT BRIDGE", 1, "1");
	near_is(p, "TWIN LUMBER", 8, "11 12");
	near_is(p, "TWIN LUMBER", 1, "11");
	near_is(p, "LUMBERR", 8, "");
	near_is(p, "XYZ 17", 8, "");
	near_is(p, "", 8, "");
	near_is(p, "TWIN LUMBER", 0, "");
	payers_free(p);
}

/* The order of the names does not matter. */
static void
permuted(void **state)
{
	struct known turned[sizeof many / sizeof *many];
	size_t n = sizeof many / sizeof *many;
	struct payers_found f = {0};
	struct payers *p;

	(void)state;
	for (size_t i = 0; i < n; i++)
		turned[i] = many[n - 1 - i];
	p = payers_of(turned, n);
	found_is(p, &f, "GRANITE  BRIDGE", "2: 1 3 4");
	found_is(p, &f, "TWIN PEAKS LUMBER", "3: 11 12");
	near_is(p, "TWIN LUMBER", 8, "11 12");
	near_is(p, "GRANIT BRIDGE", 1, "1");
	payers_done(&f);
	payers_free(p);
}

static void
none_known(void **state)
{
	struct payers *p = payers_of(NULL, 0);
	struct payers_found f = {0};

	(void)state;
	found_is(p, &f, "ACME TOOLS AGAIN", "0:");
	near_is(p, "ACME TOOLS", 8, "");
	payers_done(&f);
	payers_free(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(normal_forms),
	    cmocka_unit_test(whole_names),
	    cmocka_unit_test(no_names),
	    cmocka_unit_test(cut_names),
	    cmocka_unit_test(of_many),
	    cmocka_unit_test(of_fields),
	    cmocka_unit_test(suggestions),
	    cmocka_unit_test(permuted),
	    cmocka_unit_test(none_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
