/* BAI2: file, group and account, and what their trailers say of them. */
#include "base/mem.h"
#include "format/in_bai2.h"
#include "value/currency.h"
#include "value/date.h"

#define SHOW(s) (int)(s).len, (s).at

static struct span
fields_of(const struct bai2 *b)
{
	return (struct span){b->fields.at, b->fields.len};
}

bool
bai2_amount(struct bai2 *b, const char *field, struct span s,
    bool may_be_negative, int64_t *amount)
{
	*amount = 0;
	if (s.len == 0)
		return true;
	if (!import_cents(s, amount)) {
		import_fault(b->in, b->line, field,
		    "\"%.*s\" is not an amount of digits", SHOW(s));
		return false;
	}
	if (*amount < 0 && !may_be_negative) {
		import_fault(b->in, b->line, field,
		    "\"%.*s\": a detail has no sign: its type tells the "
		    "direction",
		    SHOW(s));
		return false;
	}
	return true;
}

static void
open_level(struct bai2 *b, struct bai2_level *level)
{
	*level = (struct bai2_level){.open = true, .line = b->line};
}

/* A level has the decimals that all levels in it have. */
static void
join(struct bai2_level *outer, const struct bai2_level *inner)
{
	outer->sum += inner->sum;
	if (outer->nchild == 1)
		outer->exponent = inner->exponent;
	else if (outer->exponent != inner->exponent)
		outer->exponent = -1;
}

/* Counts the physical records of this one on the levels that are open. */
static void
count(struct bai2 *b)
{
	b->file.nrecord += b->nphysical;
	b->group.nrecord += b->nphysical;
	b->account.nrecord += b->nphysical;
}

static bool
need(struct bai2 *b, const struct bai2_level *outer, const char *what)
{
	if (outer->open)
		return true;
	import_fault(b->in, b->line, NULL, "%s", what);
	return false;
}

/* A level that the record of an outer one ends without its own trailer. */
static void
unclosed(
    struct bai2 *b, struct bai2_level *level, uint64_t line, const char *what)
{
	if (level->open)
		import_fault(b->in, line, NULL,
		    "the %s of line %llu has not ended", what,
		    (unsigned long long)level->line);
	level->open = false;
}

void
bai2_file(struct bai2 *b)
{
	struct span fields = fields_of(b), version = {"", 0};

	unclosed(b, &b->account, b->line, "account (49)");
	unclosed(b, &b->group, b->line, "group (98)");
	unclosed(b, &b->file, b->line, "file (99)");
	open_level(b, &b->file);
	count(b);
	for (int i = 0; i < 8; i++)
		version = bai2_field(&fields);
	if (!span_is(version, "2"))
		import_finding(b->in, b->line,
		    "version \"%.*s\" of BAI: read as 2", SHOW(version));
}

/* A currency code; blank is that of the level above. */
static bool
read_currency(struct bai2 *b, struct span code, int above, int *currency)
{
	*currency = code.len == 0 ? above : currency_find(code);
	if (*currency != CURRENCY_BAD)
		return true;
	import_fault(b->in, b->line, "currency",
	    "\"%.*s\" is not an ISO 4217 currency code", SHOW(code));
	return false;
}

static void
read_status(struct bai2 *b, struct span status)
{
	bool raw = import_option(b->in, "raw") != NULL;

	b->skipped = false;
	if (span_is(status, "1") || raw)
		return;
	if (span_is(status, "4")) {
		import_skip(b->in, b->line, "a group of status 4, a test");
		b->skipped = true;
	} else if (span_is(status, "2") || span_is(status, "3")) {
		import_fault(b->in, b->line, "status",
		    "%.*s: the group %s what was sent before: books are not "
		    "taken back; use what it says by hand (--raw shows it)",
		    SHOW(status), status.at[0] == '2' ? "deletes" : "corrects");
	} else if (status.len == 0) {
		if (!b->told[TOLD_STATUS])
			import_finding(b->in, b->line,
			    "a group without status: read as 1, an update");
		b->told[TOLD_STATUS] = true;
	} else {
		import_fault(b->in, b->line, "status",
		    "\"%.*s\" is none (1 update, 2 deletion, 3 correction, "
		    "4 test)",
		    SHOW(status));
	}
}

void
bai2_group(struct bai2 *b)
{
	struct span fields = fields_of(b), status, date;
	const char *own = import_option(b->in, "currency");

	unclosed(b, &b->account, b->line, "account (49)");
	unclosed(b, &b->group, b->line, "group (98)");
	if (!need(b, &b->file, "a group (02) outside of a file (01)"))
		return;
	open_level(b, &b->group);
	count(b);
	b->file.nchild++;
	bai2_field(&fields); /* receiver */
	bai2_field(&fields); /* originator */
	status = bai2_field(&fields);
	date = bai2_field(&fields);
	bai2_field(&fields); /* time */
	read_status(b, status);
	if (!import_date(date, "YYMMDD", &b->date)) {
		b->date = DATE_NONE;
		b->skipped = true; /* said once is enough */
		import_fault(b->in, b->line, "date",
		    "\"%.*s\" is not a date (YYMMDD)", SHOW(date));
	}
	if (!read_currency(b, bai2_field(&fields),
		currency_find(span_of(own != NULL ? own : "USD")),
		&b->group_currency))
		b->skipped = true;
}

/* Balances and sums: only their amounts count, in the account's total. */
static void
read_summaries(struct bai2 *b, struct span fields)
{
	while (fields.len > 0) {
		struct span type = bai2_field(&fields), funds;
		int64_t amount;

		if (type.len == 0) /* banks that end lines in ',,/' */
			continue;
		if (bai2_type(b, type) > 999 ||
		    !bai2_amount(
			b, "amount", bai2_field(&fields), true, &amount))
			return;
		b->account.sum += amount;
		bai2_field(&fields); /* count of items */
		funds = bai2_field(&fields);
		bai2_funds(b, funds, &fields);
	}
}

void
bai2_account(struct bai2 *b)
{
	struct span fields = fields_of(b), number;

	unclosed(b, &b->account, b->line, "account (49)");
	if (!need(b, &b->group, "an account (03) outside of a group (02)"))
		return;
	open_level(b, &b->account);
	count(b);
	b->group.nchild++;
	b->deposits = 0;
	number = bai2_field(&fields);
	b->number.len = 0;
	buf_span(&b->number, number);
	if (!read_currency(
		b, bai2_field(&fields), b->group_currency, &b->currency)) {
		b->currency = CURRENCY_UNNAMED;
		b->skipped = true;
	}
	b->account.exponent = import_exponent(b->in, b->currency);
	read_summaries(b, fields);
}

/* A total or count of a trailer, and what was found. */
static void
control(struct bai2 *b, const char *what, struct span said, int128 found,
    int exponent)
{
	int64_t n;

	if (said.len == 0)
		import_unchecked(b->in, b->line, what);
	else if (!import_cents(said, &n))
		import_fault(b->in, b->line, what,
		    "\"%.*s\" is no total of digits", SHOW(said));
	else
		import_control(b->in, b->line, what, n, found, exponent, false);
}

void
bai2_account_end(struct bai2 *b)
{
	struct span fields = fields_of(b);

	if (!need(b, &b->account, "an end (49) of no account (03)"))
		return;
	count(b);
	control(b, "total of account", bai2_field(&fields), b->account.sum,
	    b->account.exponent);
	control(b, "records of account", bai2_field(&fields),
	    (int128)b->account.nrecord, -1);
	join(&b->group, &b->account);
	bai2_items(b);
	b->account.open = false;
}

void
bai2_group_end(struct bai2 *b)
{
	struct span fields = fields_of(b);

	unclosed(b, &b->account, b->line, "account (49)");
	if (!need(b, &b->group, "an end (98) of no group (02)"))
		return;
	count(b);
	control(b, "total of group", bai2_field(&fields), b->group.sum,
	    b->group.exponent);
	control(b, "accounts of group", bai2_field(&fields),
	    (int128)b->group.nchild, -1);
	control(b, "records of group", bai2_field(&fields),
	    (int128)b->group.nrecord, -1);
	join(&b->file, &b->group);
	b->group.open = false;
}

void
bai2_file_end(struct bai2 *b)
{
	struct span fields = fields_of(b);

	unclosed(b, &b->account, b->line, "account (49)");
	unclosed(b, &b->group, b->line, "group (98)");
	if (!need(b, &b->file, "an end (99) of no file (01)"))
		return;
	count(b);
	control(b, "total of file", bai2_field(&fields), b->file.sum,
	    b->file.exponent);
	control(b, "groups of file", bai2_field(&fields),
	    (int128)b->file.nchild, -1);
	control(b, "records of file", bai2_field(&fields),
	    (int128)b->file.nrecord, -1);
	b->file.open = false;
}

void
bai2_end(struct bai2 *b)
{
	uint64_t line = import_at(b->in);

	unclosed(b, &b->account, line, "account (49)");
	unclosed(b, &b->group, line, "group (98)");
	unclosed(b, &b->file, line, "file (99)");
}
