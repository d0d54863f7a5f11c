#include "text/width.h"

#include <stdint.h>

/*
 * Characters that take no column or two: the large blocks of Unicode's
 * combining marks and of East_Asian_Width W and F.  All others take one.
 */
static const struct {
	uint32_t first, last;
	unsigned width;
} ranges[] = {
    {0x0300, 0x036f, 0},
    {0x0483, 0x0489, 0},
    {0x0591, 0x05bd, 0},
    {0x0610, 0x061a, 0},
    {0x064b, 0x065f, 0},
    {0x0e34, 0x0e3a, 0},
    {0x0e47, 0x0e4e, 0},
    {0x1100, 0x115f, 2},
    {0x200b, 0x200f, 0},
    {0x20d0, 0x20f0, 0},
    {0x2e80, 0x303e, 2},
    {0x3041, 0x3096, 2},
    {0x3099, 0x309a, 0},
    {0x309b, 0xa4cf, 2},
    {0xa960, 0xa97c, 2},
    {0xac00, 0xd7a3, 2},
    {0xf900, 0xfaff, 2},
    {0xfe00, 0xfe0f, 0},
    {0xfe20, 0xfe2f, 0},
    {0xfe30, 0xfe6f, 2},
    {0xfeff, 0xfeff, 0},
    {0xff01, 0xff60, 2},
    {0xffe0, 0xffe6, 2},
    {0x1f300, 0x1f64f, 2},
    {0x1f900, 0x1f9ff, 2},
    {0x20000, 0x3fffd, 2},
};

static unsigned
width(uint32_t c)
{
	for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
		if (c < ranges[i].first)
			break;
		if (c <= ranges[i].last)
			return ranges[i].width;
	}
	return 1;
}

/* The code point at p, of which *n bytes are left; *n: those it takes. */
static uint32_t
decode(const char *p, size_t *n)
{
	unsigned char lead = (unsigned char)p[0];
	size_t len = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
	uint32_t c = len == 1 ? lead : lead & (0xffU >> (len + 1));

	if (len > *n)
		len = *n;
	for (size_t i = 1; i < len; i++)
		c = c << 6 | ((unsigned char)p[i] & 0x3f);
	*n = len;
	return c;
}

size_t
width_of(struct span s)
{
	size_t columns = 0;

	for (size_t i = 0; i < s.len;) {
		size_t n = s.len - i;

		columns += width(decode(s.at + i, &n));
		i += n;
	}
	return columns;
}
