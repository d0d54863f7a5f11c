#include "format/ubl_in.h"
#include "value/currency.h"
#include "value/date.h"

static bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Two letters, two digits, and up to thirty of either; printed in groups of
   four, an account number has spaces between them. */
static bool
is_iban(struct span id)
{
	if (id.len < 15 || id.len > 34 || !is_capital(id.at[0]) ||
	    !is_capital(id.at[1]) || !is_digit(id.at[2]) || !is_digit(id.at[3]))
		return false;
	for (size_t i = 4; i < id.len; i++)
		if (!is_capital(id.at[i]) && !is_digit(id.at[i]))
			return false;
	return true;
}

static void
add_packed(struct buf *to, struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] != ' ')
			buf_byte(to, s.at[i]);
}

static void
write_account(struct ubl *u, struct span id)
{
	struct span bic = ubl_cell(&u->b->seller, PARTY_BIC);

	xml_open(&u->x, "cac:PayeeFinancialAccount");
	xml_leaf(&u->x, "cbc:ID", id);
	if (bic.len > 0) {
		xml_open(&u->x, "cac:FinancialInstitutionBranch");
		xml_leaf(&u->x, "cbc:ID", bic);
		xml_close(&u->x);
	}
	xml_close(&u->x);
}

/* The account to pay into: nothing is paid on a credit memo.  58 is a SEPA
   credit transfer, which is in euros and to an IBAN; 30 is any. */
static void
write_means(struct ubl *u)
{
	struct span given = ubl_cell(&u->b->seller, PARTY_IBAN);
	struct buf packed = {0};
	struct span id;
	bool sepa;

	if (u->b->credit || given.len == 0)
		return;
	add_packed(&packed, given);
	id = (struct span){packed.at, packed.len};
	sepa = is_iban(id) && !strcmp(currency_code(u->b->currency), "EUR");
	xml_open(&u->x, "cac:PaymentMeans");
	xml_leaf(&u->x, "cbc:PaymentMeansCode", span_of(sepa ? "58" : "30"));
	xml_leaf(&u->x, "cbc:PaymentID", u->b->doc);
	write_account(u, is_iban(id) ? id : given);
	xml_close(&u->x);
	buf_free(&packed);
}

/* A credit memo has no element for its due date but this. */
static void
write_credit_due(struct ubl *u)
{
	if (!u->b->credit || u->b->npart != 1 || u->b->part[0].due == DATE_NONE)
		return;
	xml_open(&u->x, "cac:PaymentMeans");
	xml_leaf(&u->x, "cbc:PaymentMeansCode", span_of("1")); /* not said */
	ubl_date(u, "cbc:PaymentDueDate", u->b->part[0].due);
	xml_close(&u->x);
}

static void
add_amount(const struct ubl *u, struct buf *to, int64_t minor)
{
	char text[MONEY_CHARS];

	money_format(text, u->sign * (int128)minor, u->exponent);
	buf_text(to, text);
	buf_byte(to, ' ');
	buf_text(to, currency_code(u->b->currency));
}

static void
add_date(struct buf *to, const char *before, int32_t date)
{
	char text[DATE_CHARS];

	date_format(text, date);
	buf_text(to, before);
	buf_text(to, text);
}

/* "980.00 EUR due 2026-11-30, less 19.60 EUR if paid by 2026-11-10" */
static void
add_part(const struct ubl *u, struct buf *to, const struct bill_part *part)
{
	if (to->len > 0)
		buf_text(to, "; ");
	add_amount(u, to, part->amount);
	if (part->due != DATE_NONE)
		add_date(to, " due ", part->due);
	for (size_t i = 0; i < part->ntier; i++) {
		buf_text(to, ", less ");
		add_amount(u, to, part->tier[i].discount);
		add_date(to, " if paid by ", part->tier[i].date);
	}
}

/* The terms; in words, too, what a due date alone does not say. */
static void
write_terms(struct ubl *u)
{
	const struct bill *b = u->b;
	struct buf note = {0};

	buf_span(&note, ubl_full(b->terms));
	for (size_t i = 0; i < b->npart; i++)
		if (b->npart > 1 || b->part[i].ntier > 0)
			add_part(u, &note, &b->part[i]);
	if (note.len > 0) {
		xml_open(&u->x, "cac:PaymentTerms");
		xml_leaf(&u->x, "cbc:Note", (struct span){note.at, note.len});
		xml_close(&u->x);
	}
	buf_free(&note);
}

void
ubl_payment(struct ubl *u)
{
	write_means(u);
	write_credit_due(u);
	write_terms(u);
}
