#include <stdio.h>

#include "book/party.h"
#include "cmd/dun_paper.h"
#include "text/mask.h"
#include "value/currency.h"

void
dun_set_own(struct trecord *r, size_t name, struct span text)
{
	tdata_set(r, name, text);
}

void
dun_set_text(
    struct dun_paper *s, struct trecord *r, size_t name, struct span text)
{
	struct buf *b = &s->papers->text;

	b->len = 0;
	s->papers->ncard += mask_cards(b, text);
	tdata_set(r, name, (struct span){buf_string(b), b->len});
}

void
dun_set_flag(struct trecord *r, size_t name, bool flag)
{
	if (flag)
		tdata_set(r, name, span_of("yes"));
}

void
dun_set_count(struct trecord *r, size_t name, int64_t n)
{
	char text[32];

	snprintf(text, sizeof text, "%lld", (long long)n);
	tdata_set(r, name, span_of(text));
}

void
dun_set_date(struct dun_paper *s, struct trecord *r, size_t name, int32_t date)
{
	char text[32];
	int year, month, day;

	if (!s->continental || date == DATE_NONE) {
		date_format(text, date);
	} else {
		date_split(date, &year, &month, &day);
		snprintf(text, sizeof text, "%02d.%02d.%04d", day, month, year);
	}
	tdata_set(r, name, span_of(text));
}

/* 1234.56 as 1.234,56. */
static struct span
continental(char *to, const char *from)
{
	size_t whole = strcspn(from, "."), n = 0;

	for (size_t i = 0; from[i] != '\0'; i++) {
		bool digit = i > 0 && from[i - 1] != '-';

		if (digit && i < whole && (whole - i) % 3 == 0)
			to[n++] = '.';
		to[n++] = from[i] == '.' ? ',' : from[i];
	}
	return (struct span){to, n};
}

void
dun_set_money(struct dun_paper *s, struct trecord *r, size_t name, int128 minor)
{
	char text[MONEY_CHARS], grouped[2 * MONEY_CHARS];
	size_t n = money_format(text, minor, currency_exponent(s->currency));

	tdata_set(r, name,
	    s->continental ? continental(grouped, text)
			   : (struct span){text, n});
}

void
dun_set_some(struct dun_paper *s, struct trecord *r, size_t name, int128 minor)
{
	if (minor != 0)
		dun_set_money(s, r, name, minor);
}

/* The lines of an address on their way into a list. */
struct lines {
	struct dun_paper *s;
	size_t list;
	bool own;
};

static void
add_line(void *arg, struct span line)
{
	const struct lines *l = arg;
	struct trecord *r = tdata_add(l->s->top, l->list);

	if (l->own)
		dun_set_own(r, DUN_ADDRESS_TEXT, line);
	else
		dun_set_text(l->s, r, DUN_ADDRESS_TEXT, line);
}

/* Account numbers of our own may look as card numbers do, and are to be
   read. */
static void
set_seller(struct dun_paper *s)
{
	static const struct {
		enum dun_head_name name;
		enum party_column from;
	} of[] = {
	    {DUN_HEAD_SELLER_VAT_ID, PARTY_VAT_ID},
	    {DUN_HEAD_SELLER_COMPANY_ID, PARTY_COMPANY_ID},
	    {DUN_HEAD_SELLER_EMAIL, PARTY_EMAIL},
	    {DUN_HEAD_SELLER_PHONE, PARTY_PHONE},
	    {DUN_HEAD_IBAN, PARTY_IBAN},
	    {DUN_HEAD_BIC, PARTY_BIC},
	};
	struct party p = party_find(s->papers->d->sellers, s->entity);
	struct lines lines = {s, DUN_HEAD_SELLER_LINES, true};

	dun_set_own(s->top, DUN_HEAD_SELLER,
	    p.cell[PARTY_NAME].len > 0 ? p.cell[PARTY_NAME] : s->entity);
	for (size_t i = 0; i < sizeof of / sizeof *of; i++)
		dun_set_own(s->top, of[i].name, p.cell[of[i].from]);
	party_lines(&p, add_line, &lines);
}

void
dun_paper_head(struct dun_paper *s)
{
	const struct dun *d = s->papers->d;
	struct span language =
	    letters_language(s->papers->letters, s->template);
	struct party p = party_find(d->customers, s->customer);
	struct lines lines = {s, DUN_HEAD_ADDRESS_LINES, false};

	dun_set_text(s, s->top, DUN_HEAD_CUSTOMER, s->customer);
	dun_set_text(s, s->top, DUN_HEAD_NAME, p.cell[PARTY_NAME]);
	dun_set_text(s, s->top, DUN_HEAD_ADDRESS, p.cell[PARTY_ADDRESS]);
	party_lines(&p, add_line, &lines);
	dun_set_text(s, s->top, DUN_HEAD_EMAIL, p.cell[PARTY_EMAIL]);
	dun_set_text(s, s->top, DUN_HEAD_COLLECTOR,
	    dun_cell(d, s->customer, "collector"));
	dun_set_own(s->top, DUN_HEAD_LANGUAGE,
	    language.len > 0 ? language : span_of("en"));
	dun_set_flag(s->top, DUN_HEAD_MAIL, s->mail);
	dun_set_date(s, s->top, DUN_HEAD_DATE, d->asof);
	dun_set_own(
	    s->top, DUN_HEAD_CURRENCY, span_of(currency_code(s->currency)));
	dun_set_own(s->top, DUN_HEAD_ENTITY, s->entity);
	set_seller(s);
}
