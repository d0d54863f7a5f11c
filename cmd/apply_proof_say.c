#include "base/diag.h"
#include "cmd/apply_proof.h"
#include "value/currency.h"

static void
put(struct buf *to, const char *before, int128 minor, int currency)
{
	char text[MONEY_CHARS];

	buf_text(to, before);
	buf_add(
	    to, text, money_format(text, minor, currency_exponent(currency)));
}

static void
name(struct buf *to, int currency)
{
	to->len = 0;
	buf_text(to, currency_code(currency));
	if (currency != CURRENCY_UNNAMED)
		buf_text(to, ": ");
}

static void
put_unless_zero(struct buf *to, const char *before, int128 minor, int currency)
{
	if (minor != 0)
		put(to, before, minor, currency);
}

static void
say_funds(const struct apply_sums *s, int c, struct buf *line)
{
	name(line, c);
	put(line, "receipts and credits ", s->before, c);
	put(line, " = applied ", s->applied, c);
	put_unless_zero(line, " + written off ", s->over, c);
	put(line, " + open ", s->after, c);
	diag_say("proof: %s", buf_string(line));
}

static void
say_items(const struct apply_sums *s, int c, struct buf *line)
{
	int128 after = s->debit - s->reached + s->discounts + s->writeoffs;

	name(line, c);
	put(line, "items ", s->debit, c);
	put(line, " = applied ", s->reached, c);
	put_unless_zero(line, " + discounts ", -s->discounts, c);
	put_unless_zero(line, " + write-offs ", -s->writeoffs, c);
	put(line, " + open ", after, c);
	diag_say("proof: %s", buf_string(line));
}

static void
say_book(const struct apply_sums *s, int c, struct buf *line)
{
	int128 change = s->discounts + s->writeoffs + s->over;
	int128 cross = s->applied - s->reached;

	name(line, c);
	put(line, "book ", s->book, c);
	put(line, " = items ", s->debit, c);
	put(line, " + credits ", s->credit, c);
	put(line, "; with the rows ", s->book + change + cross, c);
	put_unless_zero(line, ", across currencies ", cross, c);
	put_unless_zero(line, ", waiting ", s->waiting, c);
	diag_say("proof: %s", buf_string(line));
}

static void
say_rules(const struct apply *a)
{
	struct buf line = {0};
	char day[DATE_CHARS], text[MONEY_CHARS];
	const struct match_policy *p = &a->policy;

	date_format(day, a->asof);
	buf_text(&line, day);
	buf_text(&line, ", rules ");
	for (int r = 0, n = 0; r < MATCH_RULES; r++) {
		if (!p->rule[r] || (r == MATCH_OLDEST && !p->oldest_first))
			continue;
		buf_text(&line, n++ > 0 ? "," : "");
		buf_add(&line, text, money_format(text, r, 0));
	}
	buf_text(&line, ", discounts + ");
	buf_add(&line, text, money_format(text, p->grace, 0));
	buf_text(&line, " days, at most ");
	buf_add(&line, text, money_format(text, p->subset_most, 0));
	buf_text(&line, " items and chance ");
	buf_add(&line, text, decimal_format(text, p->chance));
	buf_text(&line, "% in combinations");
	diag_say("proof: as of %s", buf_string(&line));
	buf_free(&line);
}

/* Tolerances are none unless given, and told when they are. */
static void
say_tolerances(const struct apply *a)
{
	for (size_t i = 0; i < a->tolerance_args.n; i++)
		diag_say(
		    "proof: tolerance %s a document", a->tolerance_args.at[i]);
}

static void
say_rows(const struct apply *a)
{
	const struct source *s = &a->source;

	diag_say("proof: rows read %llu = rejected %llu + dropped %llu + used "
		 "%llu",
	    (unsigned long long)s->nread, (unsigned long long)s->nrejected,
	    (unsigned long long)s->ndropped,
	    (unsigned long long)(s->nread - s->nrejected - s->ndropped));
}

static void
say_receipts(const struct apply_proof *p)
{
	unsigned long long all = 0, left = 0;

	for (int c = 0; c < currency_count(); c++) {
		all += p->sums[c].nreceipt;
		left += p->sums[c].nleft;
	}
	diag_say("proof: receipts open %llu = applied in full %llu + left open "
		 "%llu",
	    all, all - left, left);
}

void
apply_proof_say(const struct apply_proof *p)
{
	struct buf line = {0};

	say_rules(p->a);
	say_tolerances(p->a);
	say_rows(p->a);
	say_receipts(p);
	for (int c = 0; c < currency_count(); c++) {
		const struct apply_sums *s = &p->sums[c];

		if (s->book == 0 && s->debit == 0 && s->before == 0 &&
		    s->applied == 0)
			continue;
		say_funds(s, c, &line);
		say_items(s, c, &line);
		say_book(s, c, &line);
	}
	buf_free(&line);
}
