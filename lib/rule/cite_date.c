/* Dates in a memo, as whole as they are usually written. */
#include "rule/cite_shape.h"
#include "value/date.h"

static bool
is_day(int year, int month, int day)
{
	int32_t date;

	return date_from(year, month, day, &date);
}

/* Up to three numbers with the same mark between them. */
struct triple {
	size_t n, end;
	size_t from[3], len[3];
	char mark;
};

static struct triple
triple_read(struct span s, size_t i)
{
	struct triple t = {.mark = '\0'};

	while (t.n < 3) {
		t.from[t.n] = i;
		i = cite_digits_end(s, i);
		t.len[t.n] = i - t.from[t.n];
		t.end = i;
		t.n++;
		if (t.n == 1 && cite_one_of(cite_at(s, i), "-/."))
			t.mark = s.at[i];
		if (t.mark == '\0' || cite_at(s, i) != t.mark ||
		    !cite_digit_at(s, i + 1))
			break;
		i++;
	}
	return t;
}

/* One number: a year, or a day as YYYYMMDD. */
static bool
is_plain_date(struct span s, const struct triple *t)
{
	size_t i = t->from[0];

	if ((t->len[0] != 4 && t->len[0] != 8) ||
	    !cite_is_year(cite_part(s, i, i + 4)))
		return false;
	return t->len[0] == 4 ||
	       is_day(cite_value(s, i, i + 4), cite_value(s, i + 4, i + 6),
		   cite_value(s, i + 6, i + 8));
}

/* Two: day and month, month and year, a year and its next. */
static bool
is_short_date(struct span s, const struct triple *t)
{
	int a = cite_value(s, t->from[0], t->from[0] + t->len[0]);
	int b = cite_value(s, t->from[1], t->from[1] + t->len[1]);
	bool year = t->len[0] == 4 &&
		    cite_is_year(cite_part(s, t->from[0], t->from[0] + 4));
	bool last = t->len[1] == 4 &&
		    cite_is_year(cite_part(s, t->from[1], t->from[1] + 4));

	if (t->len[0] <= 2)
		return t->len[1] <= 2 || (last && a >= 1 && a <= 12);
	if (t->len[1] == 2)
		return year && ((b >= 1 && b <= 12) || b == (a + 1) % 100);
	return year && last && b == a + 1;
}

/* Three: a day of a year. */
static bool
is_long_date(struct span s, const struct triple *t, bool announced)
{
	int a = cite_value(s, t->from[0], t->from[0] + t->len[0]);
	int b = cite_value(s, t->from[1], t->from[1] + t->len[1]);
	int c = cite_value(s, t->from[2], t->from[2] + t->len[2]);

	if (t->len[1] > 2)
		return false;
	if (t->len[0] == 4)
		return t->len[2] <= 2 && a >= 1990 && a < 2100 &&
		       is_day(a, b, c);
	if (t->len[0] > 2)
		return false;
	if (t->len[2] == 2 && !(announced && t->mark == '-'))
		return is_day(2000 + c, b, a) || is_day(2000 + c, a, b);
	return t->len[2] == 4 && c >= 1990 && c < 2100 &&
	       (is_day(c, b, a) || is_day(c, a, b));
}

/* Behind a date, a time: "T12:30:00Z". */
static size_t
skip_time(struct span s, size_t i)
{
	size_t end = cite_one_of(cite_at(s, i), "Tt") ? cite_time(s, i + 1) : 0;

	if (end == 0)
		return i;
	return cite_one_of(cite_at(s, end), "Zz") ? end + 1 : end;
}

size_t
cite_date(struct span s, size_t i, bool announced)
{
	struct triple t = triple_read(s, i);
	bool dot = t.mark == '.' && cite_at(s, t.end) == '.';
	size_t end = t.n == 3 ? skip_time(s, t.end) : t.end;
	bool date;

	if (!cite_ends(s, end, "-/.:"))
		return 0;
	if (t.n == 3)
		date = is_long_date(s, &t, announced);
	else if (t.n == 2)
		date = (dot || !announced) && is_short_date(s, &t);
	else
		date = !announced && is_plain_date(s, &t);
	return date ? end : 0;
}

size_t
cite_month(struct span s, size_t i, size_t end)
{
	size_t from = cite_digits_end(s, i);
	bool day, year;

	day = from > i && from - i <= 2;
	if (from > i && !day)
		return 0;
	while (cite_one_of(cite_at(s, from), "-/."))
		from++;
	i = from;
	from = cite_letters_end(s, i);
	if (cite_sense(cite_part(s, i, from)) != SENSE_MONTH)
		return 0;
	while (cite_one_of(cite_at(s, from), "-/.'"))
		from++;
	i = from;
	from = cite_digits_end(s, i);
	year = from - i == 1 || from - i == 2 ||
	       cite_is_year(cite_part(s, i, from));
	return from == end && (year || (day && from == i)) ? end : 0;
}
