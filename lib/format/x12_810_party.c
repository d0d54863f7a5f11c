#include "format/x12_810_in.h"

/* Takes a line of an address that is not blank off s. */
static struct span
next_line(struct span *s)
{
	struct span line = {s->at, 0};

	while (s->len > 0 && x12_blank(line)) {
		line = (struct span){s->at, 0};
		while (line.len < s->len && line.at[line.len] != ';' &&
		       line.at[line.len] != '\n')
			line.len++;
		s->at += line.len + (line.len < s->len);
		s->len -= line.len + (line.len < s->len);
	}
	return line;
}

/* Two lines in a segment, and two segments. */
static void
write_streets(struct x12 *x, const struct party *p)
{
	struct span s = p->cell[PARTY_STREET];

	if (x12_blank(s))
		s = p->cell[PARTY_ADDRESS];
	for (int i = 0; i < 2; i++) {
		struct span one = next_line(&s), two = next_line(&s);

		if (x12_blank(one))
			return;
		x12_segment(x, "N3");
		x12_text(x, one, 55);
		x12_text(x, two, 55);
		x12_end(x);
	}
	x->changed += !x12_blank(s);
}

static void
check_place(struct x12 *x, const struct party *p, const char *table)
{
	size_t post = p->cell[PARTY_POSTCODE].len;

	if (post > 0 && post < 3)
		x12_fail(x, "has less than 3 characters in its postcode",
		    (struct x12_place){"N403", table, "postcode"});
	if (p->cell[PARTY_COUNTRY].len == 1)
		x12_fail(x, "has less than 2 characters in its country",
		    (struct x12_place){"N404", table, "country"});
}

/* A region of two letters is a state or province by its code. */
static void
write_place(struct x12 *x, const struct party *p, const char *table)
{
	struct span region = p->cell[PARTY_REGION];
	struct span code = region.len == 2 ? region : (struct span){"", 0};

	if (x12_blank(p->cell[PARTY_CITY]) && x12_blank(region) &&
	    x12_blank(p->cell[PARTY_POSTCODE]) &&
	    x12_blank(p->cell[PARTY_COUNTRY]))
		return;
	check_place(x, p, table);
	x12_segment(x, "N4");
	x12_text(x, p->cell[PARTY_CITY], 30);
	X12_ID(x, code, 2, "N402", table, "region");
	X12_ID(x, p->cell[PARTY_POSTCODE], 15, "N403", table, "postcode");
	X12_ID(x, p->cell[PARTY_COUNTRY], 3, "N404", table, "country");
	if (region.len != 2 && !x12_blank(region)) {
		x12_code(x, "SP");
		x12_text(x, region, 30);
	}
	x12_end(x);
}

static void
write_contact(struct x12 *x, const struct party *p)
{
	bool phone = !x12_blank(p->cell[PARTY_PHONE]);
	bool email = !x12_blank(p->cell[PARTY_EMAIL]);

	if (!phone && !email && x12_blank(p->cell[PARTY_CONTACT]))
		return;
	x12_segment(x, "PER");
	x12_code(x, "IC"); /* information contact */
	x12_text(x, p->cell[PARTY_CONTACT], 60);
	if (phone) {
		x12_code(x, "TE");
		x12_text(x, p->cell[PARTY_PHONE], 80);
	}
	if (email) {
		x12_code(x, "EM");
		x12_text(x, p->cell[PARTY_EMAIL], 80);
	}
	x12_end(x);
}

/* The name, and our number of the party where X12 takes it for one: it has
   two characters or more. */
static void
write_name(struct x12 *x, const char *role, struct span name,
    struct span number, struct x12_place at)
{
	if (x12_blank(name) && x12_blank(number))
		x12_fail(x, "has no name",
		    (struct x12_place){"N102", at.table, "name"});
	x12_segment(x, "N1");
	x12_code(x, role);
	x12_text(x, x12_blank(name) ? number : name, 60);
	if (number.len >= 2) {
		x12_code(x, "91"); /* assigned by the seller */
		x12_id(x, number, 80, "has a number of more than 80 characters",
		    at);
	}
	x12_end(x);
}

/* The seller, the buyer to bill, and where it was shipped to. */
void
x12_parties(struct x12 *x)
{
	const struct bill *b = x->b;

	write_name(x, "SE", b->seller.cell[PARTY_NAME], b->entity,
	    (struct x12_place){"N104", "sellers", "entity"});
	write_streets(x, &b->seller);
	write_place(x, &b->seller, "sellers");
	write_contact(x, &b->seller);
	write_name(x, "BT", b->buyer.cell[PARTY_NAME], b->customer,
	    (struct x12_place){"N104", "customers", "customer"});
	write_streets(x, &b->buyer);
	write_place(x, &b->buyer, "customers");
	if (x12_blank(b->ship_to))
		return;
	x12_segment(x, "N1");
	x12_code(x, "ST");
	x12_text(x, b->ship_to, 60);
	x12_end(x);
}
