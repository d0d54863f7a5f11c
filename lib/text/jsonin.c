#include "text/jsonin.h"

#include <string.h>

#include "text/utf8.h"

#define DEEPEST 32

static const char *
blanks(const char *p, const char *end)
{
	while (p < end && (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r'))
		p++;
	return p;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The value of a hexadecimal digit, or 16. */
static unsigned
hex(char c)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	const char *at = c != '\0' ? strchr(digits, c) : NULL;

	return at != NULL ? (unsigned)(at - digits) & 15 : 16;
}

/* What follows the backslash at p; the end of it, or NULL. */
static const char *
skip_escape(const char *p, const char *end)
{
	if (end - p < 2 || strchr("\"\\/bfnrtu", p[1]) == NULL || p[1] == '\0')
		return NULL;
	if (p[1] != 'u')
		return p + 2;
	if (end - p < 6)
		return NULL;
	for (int i = 2; i < 6; i++)
		if (hex(p[i]) == 16)
			return NULL;
	return p + 6;
}

/* Each of these returns the end of what begins at p, or NULL. */
static const char *
skip_string(const char *p, const char *end)
{
	if (p == end || *p++ != '"')
		return NULL;
	while (p != NULL && p < end && *p != '"') {
		if ((unsigned char)*p < ' ')
			return NULL;
		p = *p == '\\' ? skip_escape(p, end) : p + 1;
	}
	return p != NULL && p < end ? p + 1 : NULL;
}

static const char *
skip_digits(const char *p, const char *end)
{
	const char *from = p;

	while (p < end && is_digit(*p))
		p++;
	return p > from ? p : NULL;
}

static const char *
skip_number(const char *p, const char *end)
{
	p += p < end && *p == '-';
	if (p < end && *p == '0')
		p++;
	else
		p = skip_digits(p, end);
	if (p != NULL && p < end && *p == '.')
		p = skip_digits(p + 1, end);
	if (p == NULL || p == end || (*p | 0x20) != 'e')
		return p;
	p++;
	p += p < end && (*p == '-' || *p == '+');
	return skip_digits(p, end);
}

static const char *
skip_word(const char *p, const char *end)
{
	static const char *const words[] = {"true", "false", "null"};

	for (size_t i = 0; i < 3; i++) {
		size_t n = strlen(words[i]);

		if ((size_t)(end - p) >= n && !memcmp(p, words[i], n))
			return p + n;
	}
	return NULL;
}

static const char *skip(const char *p, const char *end, int depth);

/* "name": before a member. */
static const char *
skip_name(const char *p, const char *end)
{
	p = skip_string(blanks(p, end), end);
	if (p == NULL)
		return NULL;
	p = blanks(p, end);
	return p < end && *p == ':' ? p + 1 : NULL;
}

static const char *
skip_nest(const char *p, const char *end, int depth)
{
	bool object = *p == '{';
	char close = object ? '}' : ']';

	p = blanks(p + 1, end);
	if (p < end && *p == close)
		return p + 1;
	for (;; p++) {
		if (object)
			p = skip_name(p, end);
		if (p != NULL)
			p = skip(p, end, depth);
		if (p == NULL)
			return NULL;
		p = blanks(p, end);
		if (p == end || (*p != ',' && *p != close))
			return NULL;
		if (*p == close)
			return p + 1;
	}
}

static const char *
skip(const char *p, const char *end, int depth)
{
	p = blanks(p, end);
	if (p == end || depth == DEEPEST)
		return NULL;
	switch (*p) {
	case '{':
	case '[':
		return skip_nest(p, end, depth + 1);
	case '"':
		return skip_string(p, end);
	case 't':
	case 'f':
	case 'n':
		return skip_word(p, end);
	default:
		return skip_number(p, end);
	}
}

bool
jsonin_valid(struct span text)
{
	const char *end = text.at + text.len, *p;

	if (text.len == 0 || !utf8_valid(text.at, text.len))
		return false;
	p = skip(text.at, end, 0);
	return p != NULL && blanks(p, end) == end;
}

/* The value that begins at p, of valid text. */
static struct span
value_at(const char *p, const char *end)
{
	p = blanks(p, end);
	return (struct span){p, (size_t)(skip(p, end, 0) - p)};
}

bool
jsonin_member(struct span object, const char *name, struct span *value)
{
	const char *p = object.at, *end = p + object.len;
	size_t len = strlen(name);

	if (object.len < 2 || *p != '{')
		return false;
	p = blanks(p + 1, end);
	while (*p != '}') {
		struct span key = value_at(p, end);

		*value = value_at(skip_name(p, end), end);
		if (key.len == len + 2 && !memcmp(key.at + 1, name, len))
			return true;
		p = blanks(value->at + value->len, end);
		p = blanks(p + (*p == ','), end);
	}
	return false;
}

bool
jsonin_item(struct span *rest, struct span *item)
{
	const char *end = rest->at + rest->len, *p;

	if (rest->len < 2 || (*rest->at != '[' && *rest->at != ','))
		return false;
	p = blanks(rest->at + 1, end);
	if (*p == ']')
		return false;
	*item = value_at(p, end);
	p = blanks(item->at + item->len, end);
	*rest = (struct span){p, (size_t)(end - p)};
	return true;
}

/* A character as UTF-8; what json_bytes made of a byte, as that byte. */
static void
put(struct buf *b, uint32_t c)
{
	if (c < 0x80 || (c >= 0xdc80 && c <= 0xdcff)) {
		buf_byte(b, (char)(c & 0xff));
		return;
	}
	if (c < 0x800) {
		buf_byte(b, (char)(0xc0 | c >> 6));
	} else if (c < 0x10000) {
		buf_byte(b, (char)(0xe0 | c >> 12));
		buf_byte(b, (char)(0x80 | (c >> 6 & 0x3f)));
	} else {
		buf_byte(b, (char)(0xf0 | c >> 18));
		buf_byte(b, (char)(0x80 | (c >> 12 & 0x3f)));
		buf_byte(b, (char)(0x80 | (c >> 6 & 0x3f)));
	}
	buf_byte(b, (char)(0x80 | (c & 0x3f)));
}

static uint32_t
four(const char *p)
{
	return hex(p[0]) << 12 | hex(p[1]) << 8 | hex(p[2]) << 4 | hex(p[3]);
}

/* The escape at p, whose end is returned; two make one beyond U+FFFF. */
static const char *
unescape(struct buf *b, const char *p)
{
	static const char letters[] = "bfnrt", meant[] = "\b\f\n\r\t";
	const char *at = strchr(letters, p[1]);
	uint32_t c, low;

	if (p[1] != 'u') {
		buf_byte(b, at != NULL ? meant[at - letters] : p[1]);
		return p + 2;
	}
	c = four(p + 2);
	if (c < 0xd800 || c > 0xdbff || p[6] != '\\' || p[7] != 'u') {
		put(b, c);
		return p + 6;
	}
	low = four(p + 8);
	if (low < 0xdc00 || low > 0xdfff) {
		put(b, c);
		return p + 6;
	}
	put(b, 0x10000 + ((c - 0xd800) << 10 | (low - 0xdc00)));
	return p + 12;
}

bool
jsonin_string(struct span value, struct buf *b)
{
	const char *p = value.at + 1, *end = value.at + value.len - 1;

	if (value.len < 2 || *value.at != '"')
		return false;
	while (p < end)
		if (*p == '\\')
			p = unescape(b, p);
		else
			buf_byte(b, *p++);
	return true;
}

bool
jsonin_count(struct span value, uint64_t *n)
{
	*n = 0;
	for (size_t i = 0; i < value.len; i++) {
		unsigned digit = (unsigned)(value.at[i] - '0');

		if (!is_digit(value.at[i]) || *n > (UINT64_MAX - digit) / 10)
			return false;
		*n = *n * 10 + digit;
	}
	return value.len > 0;
}
