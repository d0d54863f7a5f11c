/* Card numbers: the test numbers that schemes publish are hidden, and what
   only looks like them stays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/mask.h"

static void
masks(const char *text, size_t count, const char *want)
{
	struct buf b = {0};

	buf_text(&b, "> ");
	assert_int_equal(mask_cards(&b, span_of(text)), count);
	assert_memory_equal(buf_string(&b), "> ", 2);
	assert_string_equal(b.at + 2, want);
	buf_free(&b);
}

static void
stays(const char *text)
{
	masks(text, 0, text);
}

static void
schemes(void **state)
{
	(void)state;
	masks("4111111111111111", 1, "411111******1111");
	masks("4242424242424242", 1, "424242******4242");
	masks("4222222222222", 1, "422222***2222");
	masks("5555555555554444", 1, "555555******4444");
	masks("5105105105105100", 1, "510510******5100");
	masks("2223003122003222", 1, "222300******3222");
	masks("378282246310005", 1, "378282*****0005");
	masks("371449635398431", 1, "371449*****8431");
	masks("30569309025904", 1, "305693****5904");
	masks("38520000023237", 1, "385200****3237");
	masks("36227206271667", 1, "362272****1667");
	masks("6011111111111117", 1, "601111******1117");
	masks("6011000990139424", 1, "601100******9424");
	masks("3530111333300000", 1, "353011******0000");
	masks("3566002020360505", 1, "356600******0505");
	masks("6240008631401148", 1, "624000******1148");
	masks("6205500000000000004", 1, "620550*********0004");
	masks("6759649826438453", 1, "675964******8453");
	masks("6304000000000000", 1, "630400******0000");
	masks("5019717010103742", 1, "501971******3742");
	masks("9792030394440796", 1, "979203******0796");
}

static void
writing(void **state)
{
	(void)state;
	masks("4111 1111 1111 1111", 1, "4111 11** **** 1111");
	masks("4111-1111-1111-1111", 1, "4111-11**-****-1111");
	masks("3782 822463 10005", 1, "3782 82**** *0005");
	masks("4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", 1,
	    "4 1 1 1 1 1 * * * * * * 1 1 1 1");
	masks("paid by card 4111111111111111.", 1,
	    "paid by card 411111******1111.");
	masks(
	    "card4111111111111111exp12/27", 1, "card411111******1111exp12/27");
	masks("4111111111111111 and 5555-5555-5555-4444", 2,
	    "411111******1111 and 5555-55**-****-4444");
	masks("4111111111111111\n378282246310005", 2,
	    "411111******1111\n378282*****0005");
	masks("\xc3\xbc"
	      "4111111111111111\xe2\x82\xac",
	    1,
	    "\xc3\xbc"
	    "411111******1111\xe2\x82\xac");
	masks("", 0, "");
}

/* Digits beside a number do not hide it, where something is between. */
static void
neighbours(void **state)
{
	(void)state;
	masks("4111 1111 1111 1111 12/27", 1, "4111 11** **** 1111 12/27");
	masks("4111-1111-1111-1111 123", 1, "4111-11**-****-1111 123");
	masks("No 7 4111111111111111 2026-10-31", 1,
	    "No 7 411111******1111 2026-10-31");
	masks("2026-10-31-4111111111111111-01", 1,
	    "2026-10-31-411111******1111-01");
	/* each ends the other: nothing shows that one of them would hide */
	masks("4111 1111 1111 1111 5555 5555 5555 4444", 2,
	    "4111 11** **** 1111 5555 55** **** 4444");
}

static void
near_misses(void **state)
{
	(void)state;
	stays("4111111111111112");     /* the check digit */
	stays("411111111111");         /* 12 digits */
	stays("40000000000000006");    /* 17, which Visa does not have */
	stays("04111111111111111");    /* in a longer run */
	stays("41111111111111110000"); /* the same, of 20 */
	stays("1111111111111117");     /* no scheme */
	stays("0000000000000000");
	stays("1234567812345670");
	stays("4111  1111  1111  1111");  /* two spaces */
	stays("4111 - 1111 - 1111-1111"); /* three between */
	stays("4111.1111.1111.1111");
	stays("4111/1111/1111/1111");
	stays("4111,111,111,111,111.00");
	stays("34343434343434"); /* Amex has 15 */
}

static void
other_numbers(void **state)
{
	(void)state;
	stays("INV-2026-10-31-000123");
	stays("2026-10-31 2026-11-30");
	stays("+49 30 1234567-89");
	stays("DE89 3704 0044 0532 0130 00");
	stays("DE89370400440532013000");
	stays("GB29 NWBK 6016 1331 9268 19");
	stays("NL91ABNA0417164300");
	stays("FR14 2004 1010 0505 0001 3M02 606");
	stays("NO93 8601 1117 947");
	stays("RF18 5390 0754 7034");
}

/* The account part of these is a card number by its digits, but the check
   digits are those of an IBAN; with others, it is a card number. */
static void
ibans(void **state)
{
	(void)state;
	stays("XX45 4111 1111 1111 1111");
	stays("our account XX454111111111111111, please");
	masks("XX46 4111 1111 1111 1111", 1, "XX46 4111 11** **** 1111");
	masks("XX45 4111 1111 1111 1111 4111 1111 1111 1111", 1,
	    "XX45 4111 1111 1111 1111 4111 11** **** 1111");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(schemes),
	    cmocka_unit_test(writing),
	    cmocka_unit_test(neighbours),
	    cmocka_unit_test(near_misses),
	    cmocka_unit_test(other_numbers),
	    cmocka_unit_test(ibans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
