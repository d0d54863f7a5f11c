/* ACH: records, sums, entries of every kind, and what stands in their addenda;
   what is expected was worked out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/import_fake.h"

#include "tests/unit/import_cut.h"

extern const struct format format_ach;

/* A file under way, in which records are put and summed. */
struct made {
	struct buf b;
	const char *end; /* of lines */
	long long entries, hash, debit, credit, batches, records;
	long long all[4];
};

static void
put(struct made *m, const char *text)
{
	char line[130];

	snprintf(line, sizeof line, "%-94s", text);
	buf_text(&m->b, line);
	buf_text(&m->b, m->end);
	m->records++;
}

static void
begin(struct made *m)
{
	*m = (struct made){.end = "\n"};
	put(m, "101 111000025 1110000122610310600A094101US");
}

static void
batch(struct made *m, const char *kind)
{
	char text[120];

	m->batches++;
	m->entries = m->hash = m->debit = m->credit = 0;
	snprintf(text, sizeof text,
	    "5200%-16s%-20s1234567890%-3sPAYMENT   261030261030   1"
	    "11100001%07lld",
	    "ACME INC", "", kind, m->batches);
	put(m, text);
}

/* An entry: code, cents, the number of the payer, the name, and whether there
   are addenda. */
static void
entry(struct made *m, int code, long long cents, const char *number,
    const char *name, int some)
{
	char text[120];

	m->entries++;
	m->hash += 11100002;
	if (code % 10 >= 5)
		m->debit += cents;
	else
		m->credit += cents;
	snprintf(text, sizeof text,
	    "6%02d111000025%-17s%010lld%-15s%-22s  %d11100001%07lld", code,
	    "99", cents, number, name, some, m->entries);
	put(m, text);
}

/* Addenda of the entry that is the `of`th record of its batch. */
static void
addenda(struct made *m, const char *payload, int sequence, int of)
{
	char text[120];

	m->entries++;
	snprintf(text, sizeof text, "705%-80s%04d%07d", payload, sequence, of);
	put(m, text);
}

static void
returned(struct made *m, const char *reason)
{
	char text[120];

	m->entries++;
	snprintf(text, sizeof text,
	    "799%s111000010000007      11100002%-44s111000010000001", reason,
	    "");
	put(m, text);
}

static void
end_batch(struct made *m)
{
	char text[120];

	snprintf(text, sizeof text,
	    "8200%06lld%010lld%012lld%012lld1234567890%25s11100001%07lld",
	    m->entries, m->hash, m->debit, m->credit, "", m->batches);
	put(m, text);
	m->all[0] += m->entries;
	m->all[1] += m->hash;
	m->all[2] += m->debit;
	m->all[3] += m->credit;
}

static void
end(struct made *m)
{
	char text[120];

	snprintf(text, sizeof text, "9%06lld%06lld%08lld%010lld%012lld%012lld",
	    m->batches, (m->records + 10) / 10, m->all[0], m->all[1], m->all[2],
	    m->all[3]);
	put(m, text);
}

static void
says(struct made *m, const char *want)
{
	struct import in = {0};

	fake_read(&in, &format_ach, (struct span){m->b.at, m->b.len});
	assert_string_equal(fake_log(&in), want);
	fake_free(&in);
	buf_free(&m->b);
}

/* One entry in a batch of a kind. */
static void
gives(const char *kind, int code, long long cents, const char *payload,
    const char *want)
{
	struct made m;

	begin(&m);
	batch(&m, kind);
	entry(&m, code, cents, "CUST1", "OUR COMPANY", payload != NULL);
	if (payload != NULL)
		addenda(&m, payload, 1, 1);
	end_batch(&m);
	end(&m);
	says(&m, want);
}

#define GOT(amount)                                                            \
	"pay receipt 3 2026-10-30 " amount                                     \
	" USD ref=111000010000001 number=CUST1 payer=ACME INC "                \
	"payer_account=1234567890 memo=PAYMENT"

static void
codes(void **state)
{
	(void)state;
	gives("PPD", 22, 12345, NULL, GOT("123.45") " code=PPD\n");
	gives("PPD", 32, 1, NULL, GOT("0.01") " code=PPD\n");
	gives("PPD", 27, 500, NULL,
	    "pay other 3 2026-10-30 -5.00 USD ref=111000010000001 "
	    "number=CUST1 payer=ACME INC payer_account=1234567890 "
	    "memo=PAYMENT code=PPD\n");
	gives("PPD", 23, 0, NULL, "skip 3 a prenotification, without money\n");
	gives("PPD", 28, 0, NULL, "skip 3 a prenotification, without money\n");
	gives("PPD", 22, 0, NULL, "skip 3 an entry of 0.00\n");
	gives("PPD", 24, 0, NULL, "skip 3 an entry of 0.00\n");
	gives("CCD", 24, 0, "RMR*IV*I1**5\\RMR*CM*C1**-5\\",
	    GOT("0.00") " code=CCD\nremit 4 5.00 ref=I1\n"
			"remit 4 -5.00 ref=C1 memo=CM\n");
	/* The same, with the code of money. */
	gives("CCD", 22, 0, "RMR*IV*I1**0\\",
	    GOT("0.00") " code=CCD\nremit 4 0.00 ref=I1\n");
}

static void
returns(void **state)
{
	struct made m;

	(void)state;
	begin(&m);
	batch(&m, "PPD");
	entry(&m, 26, 500, "CUST1", "R ROE", 1);
	returned(&m, "R01");
	entry(&m, 26, 700, "CUST2", "J DOE", 1);
	returned(&m, "R10");
	entry(&m, 21, 900, "VENDOR", "V INC", 1);
	returned(&m, "R03");
	entry(&m, 26, 100, "CUST3", "K LEE", 0);
	end_batch(&m);
	end(&m);
	says(&m, "pay return 3 2026-10-30 -5.00 USD ref=111000010000001 "
		 "number=CUST1 original=111000010000007 reason=nsf payer=R ROE "
		 "payer_account=111000025/99 memo=R01 PAYMENT code=PPD\n"
		 "pay return 5 2026-10-30 -7.00 USD ref=111000010000003 "
		 "number=CUST2 original=111000010000007 reason=bank-return "
		 "payer=J DOE payer_account=111000025/99 memo=R10 PAYMENT "
		 "code=PPD\n"
		 "pay other 7 2026-10-30 9.00 USD ref=111000010000005 "
		 "number=VENDOR payer=ACME INC payer_account=1234567890 "
		 "memo=PAYMENT code=PPD\n"
		 "pay return 9 2026-10-30 -1.00 USD ref=111000010000007 "
		 "number=CUST3 reason=bank-return payer=K LEE "
		 "payer_account=111000025/99 memo=PAYMENT code=PPD\n");
	/* A notification of change. */
	begin(&m);
	batch(&m, "COR");
	entry(&m, 21, 0, "CUST1", "R ROE", 1);
	put(&m, "798C01111000010000007      1110000298765");
	m.entries++;
	end_batch(&m);
	end(&m);
	says(&m, "skip 3 a notification of change (addenda 98)\n");
}

static void
payloads(void **state)
{
	(void)state;
	gives("CCD", 22, 400, "RMR*IV*I1**4*5*1\\",
	    GOT("4.00") " code=CCD\nremit 4 4.00 discount=1.00 ref=I1\n");
	/* The amount one element too early; no mark at the end. */
	gives("CCD", 22, 500578, "RMR*IV*43978564*5005.78",
	    "finding 4 RMR03 holds an amount: it is taken for RMR04\n" GOT(
		"5005.78") " code=CCD\nremit 4 5005.78 ref=43978564\n");
	gives("CCD", 22, 400, "TXP*123*011*261030*T*400\\",
	    GOT("4.00") " TXP*123*011*261030*T*400 code=CCD\n");
	gives("CCD", 22, 400, "invoices 1, 2 and 3",
	    GOT("4.00") " invoices 1, 2 and 3 code=CCD\n");
	/* What a payer got wrong is his text, and never refuses the file. */
	gives("CCD", 22, 400, "RMR*IV*I1**/PHON 888-\\",
	    "finding 4 RMR04: \"/PHON 888-\" is not an amount\n" GOT(
		"4.00") " RMR*IV*I1**/PHON 888- code=CCD\n");
	gives("CCD", 22, 400, "ISA*00*cut",
	    "finding 4 ISA: the interchange's header (ISA) is cut short\n" GOT(
		"4.00") " ISA*00*cut code=CCD\n");
	gives("CCD", 22, 400, "RMR*IV*I1**3\\",
	    GOT("4.00") " code=CCD\n"
			"control 3 4.00 3.00 total of payment\n"
			"remit 4 3.00 ref=I1\n");
}

/* An 820 in several addenda, cut in the middle of a number; CTX says how many
   there are where others have the name. */
static void
ctx(void **state)
{
	static const char *const parts[] = {
	    "ST*820*1\\BPR*C*12.34*C*ACH*CTX************20261030\\RMR*IV*IN"
	    "VOICE-NUMBER123*PO*1",
	    "2.34\\SE*4*1\\"};
	struct made m;
	char first[81];

	(void)state;
	snprintf(first, sizeof first, "%-80.80s", parts[0]);
	assert_int_equal(strlen(parts[0]), 80);
	for (int turned = 0; turned < 2; turned++) {
		begin(&m);
		batch(&m, "CTX");
		entry(&m, 22, 1234, "CUST1", "0002OUR COMPANY", 1);
		if (turned)
			addenda(&m, parts[1], 2, 1);
		addenda(&m, first, 1, 1);
		if (!turned)
			addenda(&m, parts[1], 2, 1);
		end_batch(&m);
		end(&m);
		says(&m,
		    !turned
			? GOT("12.34") " code=CTX\n"
				       "remit 4 12.34 ref=INVOICE-NUMBER123\n"
			: "finding 4 addenda record 2 is the 1th of its "
			  "entry\n"
			  "finding 5 addenda record 1 is the 2th of its "
			  "entry\n" GOT(
			      "12.34") " code=CTX\n"
				       "remit 4 12.34 ref=INVOICE-NUMBER123\n");
	}
	/* Its total is not the entry's; a count that is wrong. */
	begin(&m);
	batch(&m, "CTX");
	entry(&m, 22, 1235, "CUST1", "0003OUR COMPANY", 0);
	addenda(&m, first, 1, 1);
	addenda(&m, parts[1], 2, 9);
	end_batch(&m);
	end(&m);
	says(&m,
	    "finding 5 an addenda record of another entry (0000009) than that "
	    "before it\n"
	    "control 3 3 2 addenda of entry\n" GOT(
		"12.35") " code=CTX\n"
			 "control 3 12.35 12.34 amount of entry and of its "
			 "820\n"
			 "control 4 12.35 12.34 total of payment\n"
			 "remit 4 12.34 ref=INVOICE-NUMBER123\n");
	gives("CCD", 22, 100, NULL, GOT("1.00") " code=CCD\n");
	begin(&m);
	batch(&m, "CCD");
	entry(&m, 22, 100, "CUST1", "OUR COMPANY", 1);
	end_batch(&m);
	end(&m);
	says(&m,
	    "finding 3 an entry that says it has addenda, and has none\n" GOT(
		"1.00") " code=CCD\n");
}

static void
sums(void **state)
{
	static const char want[] =
	    GOT("1.00") " code=PPD\n"
			"control 4 2 1 entries of batch hard\n"
			"control 4 11100003 11100002 entry hash of batch "
			"hard\n"
			"control 4 0.01 0.00 debits of batch hard\n"
			"control 4 1.01 1.00 credits of batch hard\n"
			"control 5 2 1 batches of file hard\n"
			"control 5 2 1 entries of file\n"
			"control 5 11100003 11100002 entry hash of file "
			"hard\n"
			"control 5 0.01 0.00 debits of file hard\n"
			"control 5 1.01 1.00 credits of file hard\n";
	struct made m;

	(void)state;
	begin(&m);
	batch(&m, "PPD");
	entry(&m, 22, 100, "CUST1", "X", 0);
	m.entries++, m.hash++, m.debit++, m.credit++;
	end_batch(&m);
	m.batches++;
	end(&m);
	says(&m, want);
	/* The number of a batch, and traces that go back. */
	begin(&m);
	batch(&m, "PPD");
	entry(&m, 23, 0, "A", "X", 0);
	m.entries--;
	entry(&m, 23, 0, "B", "X", 0);
	m.entries++;
	m.batches = 8;
	end_batch(&m);
	m.batches = 1;
	end(&m);
	says(&m,
	    "skip 3 a prenotification, without money\n"
	    "finding 4 the entry's trace number is not above that before it\n"
	    "skip 4 a prenotification, without money\n"
	    "finding 5 the batch ends with number 0000008, and began with "
	    "0000001\n");
}

/* Of other layouts, nothing is read, and all of it told. */
static void
foreign(void **state)
{
	struct made m;

	(void)state;
	begin(&m);
	batch(&m, "IAT");
	entry(&m, 22, 100, "CUST1", "X", 0);
	addenda(&m, "x", 1, 1);
	end_batch(&m);
	batch(&m, "PPD");
	entry(&m, 22, 100, "CUST1", "X", 0);
	end_batch(&m);
	end(&m);
	says(&m, "finding 2 a batch of kind IAT, whose layout is not read: its "
		 "entries are passed over\n"
		 "skip 3 of a batch that is passed over\n"
		 "skip 4 of a batch that is passed over\n"
		 "pay receipt 7 2026-10-30 1.00 USD ref=111000010000001 "
		 "number=CUST1 payer=ACME INC payer_account=1234567890 "
		 "memo=PAYMENT code=PPD\n"
		 "unchecked 9 sums of file\n");
}

/* With line ends of every kind, and without any, when it is one line; letters
   of more than a byte; filled up; and one file behind another. */
static void
shapes(void **state)
{
	static const char *const ends[] = {"\n", "\r\n", "\r", ""};
	static const char *const nines =
	    "99999999999999999999999999999999999999999999999"
	    "99999999999999999999999999999999999999999999999";
	char want[200], text[120];
	struct made m;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		begin(&m);
		m.b.len = 0;
		m.end = ends[i];
		put(&m, "101 111000025 1110000122610310600A094101US");
		batch(&m, "CCD");
		entry(&m, 22, 100, "CUST1", "X", 1);
		m.entries++;
		/* Filled up by characters, not by bytes. */
		snprintf(text, sizeof text, "705%-81s%04d%07d", "M\xc3\xbcller",
		    1, 1);
		put(&m, text);
		end_batch(&m);
		end(&m);
		put(&m, nines);
		snprintf(want, sizeof want,
		    "pay receipt %d 2026-10-30 1.00 USD ref=111000010000001 "
		    "number=CUST1 payer=ACME INC payer_account=1234567890 "
		    "memo=PAYMENT M\xc3\xbcller code=CCD\n",
		    i < 3 ? 3 : 1);
		says(&m, want);
	}
	begin(&m);
	batch(&m, "PPD");
	entry(&m, 22, 100, "CUST1", "X", 0);
	end_batch(&m);
	end(&m);
	put(&m, nines);
	m.entries = m.batches = 0;
	memset(m.all, 0, sizeof m.all);
	put(&m, "101 111000025 1110000122610310600A094101US");
	batch(&m, "PPD");
	end_batch(&m);
	end(&m);
	says(&m, GOT("1.00") " code=PPD\n");
}

static void
faults(void **state)
{
	struct made m;

	(void)state;
	begin(&m);
	entry(&m, 22, 100, "A", "X", 0);
	addenda(&m, "x", 1, 1);
	end_batch(&m);
	put(&m, "Xyz");
	says(&m, "fault 2 6: a record outside of batches\n"
		 "fault 3 7: a record outside of batches\n"
		 "fault 4 8: the end of a batch that never began\n"
		 "fault 5 a record that begins with 'X', not 1, 5, 6, 7, 8 or "
		 "9\nfault 5 the file ends without its trailer (record 9)\n");
	begin(&m);
	batch(&m, "PPD");
	addenda(&m, "x", 1, 1);
	put(&m, "6xx");
	batch(&m, "PPD");
	end(&m);
	says(&m, "fault 3 7: an addenda record behind no entry\n"
		 "fault 5 5: a batch begins inside of another\n"
		 "fault 6 9: the file ends inside of a batch\n");
	m = (struct made){.end = "\n"};
	put(&m, "hello");
	says(&m, "fault 1 a record outside of a file (1 to 9)\n"
		 "fault 0 no file header (record 1) in it\n");
}

static void
bad_dates(void **state)
{
	struct made m;

	(void)state;
	begin(&m);
	batch(&m, "PPD");
	memcpy(m.b.at + 95 + 69, "16    ", 6);
	end_batch(&m);
	end(&m);
	says(&m, "finding 2 \"16\" is not a date (YYMMDD): that of the file "
		 "is taken\n");
	begin(&m);
	m.b.len = 0;
	put(&m, "101 111000025 1110000122613310600A094101US");
	batch(&m, "PPD");
	memcpy(m.b.at + 95 + 69, "      ", 6);
	entry(&m, 22, 100, "A", "X", 0);
	end_batch(&m);
	end(&m);
	says(&m, "finding 1 \"261331\" is not a date (YYMMDD)\n"
		 "fault 3 5: an entry without a day: neither its batch nor "
		 "the file has one\n");
}

static void
whole(struct made *m)
{
	begin(m);
	batch(m, "CCD");
	entry(m, 22, 12345, "CUST1", "OUR COMPANY", 1);
	addenda(m, "RMR*IV*I1**123.45\\", 1, 1);
	entry(m, 27, 5, "CUST2", "OUR COMPANY", 0);
	end_batch(m);
	end(m);
}

static void
damaged(void **state)
{
	struct made m;

	(void)state;
	whole(&m);
	cut_everywhere(&format_ach, buf_string(&m.b), NULL);
	cut_spoilt(&format_ach, buf_string(&m.b), NULL);
	buf_free(&m.b);
}

/* Every record is one of --raw; every entry is money or passed over. */
static void
counted(void **state)
{
	struct import in = {0};
	struct made m;

	(void)state;
	whole(&m);
	fake_read(&in, &format_ach, (struct span){m.b.at, m.b.len});
	assert_int_equal(in.nrecord, 7 + 1); /* and a segment in it */
	assert_int_equal(in.npay, 2);
	assert_int_equal(in.nremit, 1);
	fake_free(&in);
	buf_free(&m.b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(codes),
	    cmocka_unit_test(returns),
	    cmocka_unit_test(payloads),
	    cmocka_unit_test(ctx),
	    cmocka_unit_test(sums),
	    cmocka_unit_test(foreign),
	    cmocka_unit_test(shapes),
	    cmocka_unit_test(faults),
	    cmocka_unit_test(bad_dates),
	    cmocka_unit_test(damaged),
	    cmocka_unit_test(counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
