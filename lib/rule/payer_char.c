/* Characters of names, by Unicode's charts of Latin letters. */
#include "rule/payer_in.h"

#define BEYOND 0x110000U /* no code point: a byte that is not UTF-8 */

/* Letters without their accents, from U+00C0 on; a blank is none. */
static const char latin[] =
    "AAAAAAACEEEEIIIIDNOOOOO OUUUUYTSAAAAAAACEEEEIIIIDNOOOOO OUUUUYTY"
    "AAAAAACCCCCCCCDDDDEEEEEEEEEEGGGGGGGGHHHHIIIIIIIIIIIIJJKKKLLLLLLLLLL"
    "NNNNNNNNNOOOOOOOORRRRRRSSSSSSSSTTTTTTUUUUUUUUUUUUWWYYYZZZZZZS";

/* Those that are two letters. */
static const struct {
	uint32_t code;
	const char *letters;
} twos[] = {
    {0xc4, "AE"},
    {0xc6, "AE"},
    {0xd6, "OE"},
    {0xdc, "UE"},
    {0xde, "TH"},
    {0xdf, "SS"},
    {0xe4, "AE"},
    {0xe6, "AE"},
    {0xf6, "OE"},
    {0xfc, "UE"},
    {0xfe, "TH"},
    {0x132, "IJ"},
    {0x133, "IJ"},
    {0x152, "OE"},
    {0x153, "OE"},
    {0x1e9e, "SS"},
};

/* Beyond ASCII, what is no letter, and what is as good as nothing. */
static const struct {
	uint32_t from, to;
	enum payer_sign sign;
} signs[] = {
    {0xad, 0xad, PAYER_MARK},
    {0xb4, 0xb4, PAYER_MARK},
    {0x80, 0xbf, PAYER_GAP},
    {0xd7, 0xd7, PAYER_GAP},
    {0xf7, 0xf7, PAYER_GAP},
    {0x2b9, 0x2bc, PAYER_MARK},
    {0x308, 0x308, PAYER_UMLAUT},
    {0x300, 0x36f, PAYER_MARK},
    {0x200b, 0x200d, PAYER_MARK},
    {0x2018, 0x201b, PAYER_MARK},
    {0x2032, 0x2032, PAYER_MARK},
    {0x2000, 0x206f, PAYER_GAP},
    {0x20a0, 0x214f, PAYER_GAP},
    {0x2190, 0x2bff, PAYER_GAP},
    {0x3000, 0x3003, PAYER_GAP},
    {0xfeff, 0xfeff, PAYER_MARK},
};

/* Reads a code point; its length in bytes. */
static size_t
decode(const char *p, size_t n, uint32_t *code)
{
	unsigned char lead = (unsigned char)*p;
	size_t len = lead < 0x80   ? 1
		     : lead < 0xc0 ? 0
		     : lead < 0xe0 ? 2
		     : lead < 0xf0 ? 3
		     : lead < 0xf8 ? 4
				   : 0;

	*code = len == 1 ? lead : BEYOND;
	if (len < 2 || len > n)
		return 1;
	lead &= (unsigned char)(0x7f >> len);
	*code = lead;
	for (size_t i = 1; i < len; i++) {
		unsigned char next = (unsigned char)p[i];

		if ((next & 0xc0) != 0x80) {
			*code = BEYOND;
			return 1;
		}
		*code = *code << 6 | (next & 0x3f);
	}
	return len;
}

static bool
is_alnum(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z');
}

static enum payer_sign
sign_of(uint32_t code)
{
	if (code < 0x80)
		return code == '\'' || code == '`' ? PAYER_MARK : PAYER_GAP;
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (code >= signs[i].from && code <= signs[i].to)
			return signs[i].sign;
	return PAYER_LETTER;
}

/* A letter of two, one without its accent, or one that stays as it is. */
static void
normalise(struct payer_char *c)
{
	for (size_t i = 0; i < sizeof twos / sizeof *twos; i++)
		if (c->code == twos[i].code) {
			c->normal = span_of(twos[i].letters);
			return;
		}
	if (c->code >= 0xc0 && c->code < 0xc0 + sizeof latin - 1)
		c->normal = (struct span){&latin[c->code - 0xc0], 1};
	else if (c->code == 0x218 || c->code == 0x219)
		c->normal = span_of("S");
	else if (c->code == 0x21a || c->code == 0x21b)
		c->normal = span_of("T");
}

void
payer_char(struct payer_char *c, struct span s, size_t at)
{
	c->len = decode(s.at + at, s.len - at, &c->code);
	c->normal = (struct span){s.at + at, c->len};
	if (is_alnum(c->code)) {
		c->sign = PAYER_LETTER;
		if (c->code < 'a')
			return;
		c->capital = (char)(c->code - 'a' + 'A');
		c->normal.at = &c->capital;
		return;
	}
	c->sign = sign_of(c->code);
	if (c->sign == PAYER_LETTER)
		normalise(c);
}

/* The capital of a letter of Latin-1 or Latin Extended-A. */
static uint32_t
capital(uint32_t c)
{
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 'A';
	if (c >= 0xe0 && c <= 0xfe && c != 0xf7)
		return c - 0x20;
	if ((c >= 0x100 && c <= 0x137) || (c >= 0x14a && c <= 0x177))
		return c & ~UINT32_C(1);
	if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e))
		return ((c + 1) & ~UINT32_C(1)) - 1;
	return c;
}

bool
payer_equal(struct span a, struct span b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0, len; i < a.len; i += len) {
		uint32_t x, y;

		len = decode(a.at + i, a.len - i, &x);
		if (decode(b.at + i, b.len - i, &y) != len)
			return false;
		if (x >= BEYOND ? a.at[i] != b.at[i] : capital(x) != capital(y))
			return false;
	}
	return true;
}

bool
payer_touches(struct span s, size_t at, bool before)
{
	struct payer_char c;

	if (before ? at == 0 : at == s.len)
		return false;
	if (before)
		do
			at--;
		while (at > 0 && ((unsigned char)s.at[at] & 0xc0) == 0x80);
	payer_char(&c, s, at);
	return c.sign != PAYER_GAP;
}
