#include "value/date.h"

#define MONTH_NAMES "janfebmaraprmayjunjulaugsepoctnovdec"

/* The parts of a date, as they are found. */
struct parts {
	int year, month, day;
};

/* How often the letter at p is repeated there. */
static size_t
run_of(const char *p)
{
	size_t n = 0;

	while (p[n] == p[0])
		n++;
	return n;
}

static bool
is_field(char c)
{
	return c == 'D' || c == 'M' || c == 'Y';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
run_ok(char c, size_t n)
{
	return c == 'D' ? n <= 2 : c == 'M' ? n <= 3 : n == 2 || n == 4;
}

/* Fields that touch are told apart by their width, so it must be fixed. */
bool
date_layout_ok(const char *layout)
{
	int days = 0, months = 0, years = 0;
	bool touching = false;

	for (const char *p = layout; *p != '\0';) {
		size_t n = is_field(*p) ? run_of(p) : 1;
		bool next = is_field(p[n]);

		if (*p == '*' && p[1] != '\0')
			return false;
		if (is_field(*p) &&
		    (!run_ok(*p, n) || (n == 1 && (touching || next))))
			return false;
		days += *p == 'D';
		months += *p == 'M';
		years += *p == 'Y';
		touching = is_field(*p);
		p += n;
	}
	return days == 1 && months == 1 && years == 1;
}

/* Takes `least` to `most` digits off s. */
static bool
take_digits(struct span *s, size_t least, size_t most, int *value)
{
	size_t n = 0;

	*value = 0;
	for (; n < most && n < s->len && is_digit(s->at[n]); n++)
		*value = *value * 10 + (s->at[n] - '0');
	s->at += n;
	s->len -= n;
	return n >= least;
}

/* English, three letters, capitals or not. */
static bool
take_month(struct span *s, int *month)
{
	for (int m = 0; s->len >= 3 && m < 12; m++) {
		const char *name = &MONTH_NAMES[3 * m];

		if ((s->at[0] | 0x20) != name[0] ||
		    (s->at[1] | 0x20) != name[1] ||
		    (s->at[2] | 0x20) != name[2])
			continue;
		s->at += 3;
		s->len -= 3;
		*month = m + 1;
		return true;
	}
	return false;
}

/* Takes the field of n letters off s; `fixed` when another one touches. */
static bool
take_field(
    struct span *s, char field, size_t n, bool fixed, struct parts *parts)
{
	if (field == 'Y') {
		if (!take_digits(s, n, n, &parts->year))
			return false;
		if (n == 2)
			parts->year += parts->year < 70 ? 2000 : 1900;
		return true;
	}
	if (n == 3)
		return take_month(s, &parts->month);
	return take_digits(
	    s, fixed ? 2 : 1, 2, field == 'D' ? &parts->day : &parts->month);
}

bool
date_parse_as(struct span s, const char *layout, int32_t *date)
{
	struct parts parts = {0};
	bool touching = false;

	for (const char *p = layout; *p != '\0';) {
		size_t n = is_field(*p) ? run_of(p) : 1;

		if (*p == '*') {
			if (s.len > 0 && is_digit(s.at[0]))
				return false;
			s.len = 0;
		} else if (is_field(*p)) {
			if (!take_field(
				&s, *p, n, touching || is_field(p[n]), &parts))
				return false;
		} else if (s.len == 0 || s.at[0] != *p) {
			return false;
		} else {
			s.at++;
			s.len--;
		}
		touching = is_field(*p);
		p += n;
	}
	return s.len == 0 &&
	       date_from(parts.year, parts.month, parts.day, date);
}
