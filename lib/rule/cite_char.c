#include <string.h>

#include "rule/cite_in.h"

/* Characters beyond ASCII that mean the same as one within. */
static const struct {
	const char *bytes;
	char like;
} alike[] = {
    {"\xc2\xa0", ' '},     /* no-break space */
    {"\xe2\x80\xaf", ' '}, /* the narrow one */
    {"\xe2\x80\x87", ' '}, /* figure space */
    {"\xe2\x80\x89", ' '}, /* thin space */
    {"\xe3\x80\x80", ' '}, /* ideographic space */
    {"\xef\xbb\xbf", ' '}, /* byte order mark */
    {"\xe2\x80\x90", '-'}, /* hyphen */
    {"\xe2\x80\x91", '-'}, /* no-break hyphen */
    {"\xe2\x80\x92", '-'}, /* figure dash */
    {"\xe2\x80\x93", '-'}, /* en dash */
    {"\xe2\x80\x94", '-'}, /* em dash */
    {"\xe2\x88\x92", '-'}, /* minus sign */
    {"\xe2\x80\x98", '"'}, {"\xe2\x80\x99", '\''}, {"\xe2\x80\x9a", '"'},
    {"\xe2\x80\x9c", '"'}, {"\xe2\x80\x9d", '"'}, {"\xe2\x80\x9e", '"'},
    {"\xc2\xab", '"'}, {"\xc2\xbb", '"'},     /* quotes */
    {"\xe2\x82\xac", '$'},                    /* euro */
    {"\xc2\xa3", '$'},                        /* pound */
    {"\xc2\xa5", '$'},                        /* yen */
    {"\xe2\x84\x96", '#'},                    /* numero */
    {"\xc2\xb0", '#'}, {"\xc2\xba", '#'},     /* the small o of n-o */
    {"\xe2\x80\xa2", ';'}, {"\xc2\xb7", ';'}, /* bullets */
};

char
cite_wide_char(struct span s, size_t i, size_t *len)
{
	unsigned char c = (unsigned char)s.at[i];

	*len = 1;
	if (c != 0xc2 && c != 0xe2 && c != 0xe3 && c != 0xef)
		return CITE_OTHER;
	for (size_t k = 0; k < sizeof alike / sizeof *alike; k++) {
		size_t n = strlen(alike[k].bytes);

		if (n > s.len - i || memcmp(s.at + i, alike[k].bytes, n) != 0)
			continue;
		*len = n;
		return alike[k].like;
	}
	return CITE_OTHER;
}

size_t
cite_digits_end(struct span s, size_t i)
{
	while (cite_digit_at(s, i))
		i++;
	return i;
}

size_t
cite_letters_end(struct span s, size_t i)
{
	for (size_t len;; i += len) {
		while (i < s.len && cite_is_ascii_letter(s.at[i]))
			i++;
		if (!cite_is_letter(cite_char(s, i, &len)))
			return i;
	}
}

size_t
cite_spaces_end(struct span s, size_t i)
{
	size_t len;

	while (cite_char(s, i, &len) == ' ')
		i += len;
	return i;
}

size_t
cite_token_end(struct span s, size_t i)
{
	for (size_t len;;) {
		char c;
		bool joint;

		while (i < s.len && (cite_is_digit(s.at[i]) ||
					cite_is_ascii_letter(s.at[i])))
			i++;
		c = cite_char(s, i, &len);
		joint =
		    c == '-' || c == '/' || c == '.' || c == '_' || c == '\'';

		if (!cite_is_digit(c) && !cite_is_letter(c) &&
		    !(joint && cite_alnum_at(s, i + len)))
			return i;
		i += len;
	}
}

size_t
cite_count(struct span token)
{
	size_t n = 0;

	for (size_t i = 0; i < token.len; i++)
		n += cite_is_digit(token.at[i]);
	return n;
}

struct span
cite_head(struct span token)
{
	size_t end = 0, len;

	for (size_t i = 0; i < token.len; i += len) {
		char c = cite_char(token, i, &len);

		if (cite_is_digit(c))
			break;
		if (cite_is_letter(c))
			end = i + len;
	}
	return cite_part(token, 0, end);
}

bool
cite_has_digit(struct span token)
{
	size_t i = 0;

	while (i < token.len && !cite_is_digit(token.at[i]))
		i++;
	return i < token.len;
}

bool
cite_is_year(struct span digits)
{
	return digits.len == 4 && cite_count(digits) == 4 &&
	       ((memcmp(digits.at, "199", 3) == 0) ||
		   (memcmp(digits.at, "20", 2) == 0));
}
