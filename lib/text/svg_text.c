#include "text/svg.h"

#define ELLIPSIS "\xe2\x80\xa6"

/* The character at the start of valid UTF-8, and its length. */
static uint32_t
character(struct span s, size_t *n)
{
	unsigned char c = (unsigned char)s.at[0];
	uint32_t code = c;

	*n = c < 0xc0 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
	if (*n > s.len)
		*n = s.len;
	if (*n > 1)
		code = c & (0x7fU >> *n);
	for (size_t i = 1; i < *n; i++)
		code = code << 6 | ((unsigned char)s.at[i] & 0x3f);
	return code;
}

static bool
is_in(uint32_t c, uint32_t first, uint32_t last)
{
	return c >= first && c <= last;
}

/* Marks that stand on the character before them, and joiners. */
static bool
is_mark(uint32_t c)
{
	return is_in(c, 0x300, 0x36f) || is_in(c, 0x200b, 0x200f) ||
	       is_in(c, 0x20d0, 0x20ff) || is_in(c, 0xfe00, 0xfe0f) ||
	       is_in(c, 0x1f3fb, 0x1f3ff);
}

/* Chinese, Japanese, Korean, and pictures: as wide as high. */
static bool
is_wide(uint32_t c)
{
	return is_in(c, 0x1100, 0x115f) || is_in(c, 0x2e80, 0xa4cf) ||
	       is_in(c, 0xac00, 0xd7a3) || is_in(c, 0xf900, 0xfaff) ||
	       is_in(c, 0xff00, 0xff60) || is_in(c, 0x1f000, 0x3ffff);
}

/* Its width in hundredths of the size: that of Verdana and DejaVu, the widest
   that are common. */
static int32_t
share(uint32_t c)
{
	if (is_mark(c))
		return 0;
	if (is_wide(c))
		return 100;
	if (c == ' ' || c == 0xa0 ||
	    (c > 0 && c < 0x80 && strchr(".,:;'|!ijlI()[]/-\"", (int)c)))
		return 40;
	if (c < 0x80 && (c == '%' || c == 'm' || c == 'M' || c == 'W' ||
			    c == 'w' || c == '@'))
		return 98;
	if (is_in(c, 'A', 'Z') || is_in(c, 0xc0, 0xde) || c == '+' ||
	    c == '<' || c == '>' || c == '=')
		return 78;
	return c >= 0x400 ? 70 : 64;
}

int32_t
svg_width(struct span text, int32_t size)
{
	int64_t sum = 0;
	size_t n;

	for (; text.len > 0; text.at += n, text.len -= n)
		sum += share(character(text, &n));
	sum = sum * size / 100;
	return sum < INT32_MAX / 4 ? (int32_t)sum : INT32_MAX / 4;
}

static void
add(struct buf *to, struct span text)
{
	for (size_t i = 0; i < text.len; i++)
		buf_byte(
		    to, (unsigned char)text.at[i] < 0x20 || text.at[i] == 0x7f
			    ? ' '
			    : text.at[i]);
}

/* The length of what fits into the width, marks with what they stand on. */
static size_t
length_within(struct span text, int32_t size, int32_t width)
{
	int64_t sum = 0;
	size_t at = 0, n;

	while (at < text.len) {
		struct span rest = {text.at + at, text.len - at};

		sum += (int64_t)share(character(rest, &n)) * size / 100;
		if (sum > width)
			break;
		at += n;
	}
	return at;
}

void
svg_fit(struct buf *to, struct span text, int32_t size, int32_t width)
{
	size_t n = length_within(text, size, width);

	if (n == text.len) {
		add(to, text);
		return;
	}
	n = length_within(
	    text, size, width - svg_width(span_of(ELLIPSIS), size));
	while (n > 0 && text.at[n - 1] == ' ')
		n--;
	add(to, (struct span){text.at, n});
	buf_text(to, ELLIPSIS);
}
