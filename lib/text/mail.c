#include "text/mail.h"

#include <stdio.h>
#include <string.h>

#include "text/mail_in.h"
#include "value/date.h"

#define ADDRESS_MOST 254 /* RFC 5321 */
#define LOCAL_MOST   64
#define LABEL_MOST   63

static bool
is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z');
}

/* What an address may hold besides letters, digits and points: atext. */
static bool
is_atom(char c)
{
	return is_alnum(c) ||
	       (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~", c) != NULL);
}

static const char *
local_wrong(struct span s)
{
	if (s.len == 0)
		return "nothing in front of the @";
	if (s.len > LOCAL_MOST)
		return "more than 64 characters in front of the @";
	if (s.at[0] == '-')
		return "a dash in front, as options have";
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] == '.' &&
		    (i == 0 || i + 1 == s.len || s.at[i - 1] == '.'))
			return "a point in the wrong place";
	/* Some mailers would decode it, against RFC 2047, to another one. */
	for (size_t i = 1; i < s.len; i++)
		if (s.at[i - 1] == '=' && s.at[i] == '?')
			return "=?, as encoded words have";
	return NULL;
}

static bool
label_ok(const char *p, size_t n)
{
	if (n == 0 || n > LABEL_MOST || p[0] == '-' || p[n - 1] == '-')
		return false;
	for (size_t i = 0; i < n; i++)
		if (!is_alnum(p[i]) && p[i] != '-')
			return false;
	return true;
}

static const char *
domain_wrong(struct span s)
{
	size_t begin = 0, labels = 0;

	for (size_t i = 0; i <= s.len; i++) {
		if (i < s.len && s.at[i] != '.')
			continue;
		if (!label_ok(s.at + begin, i - begin))
			return "no domain behind the @";
		labels++;
		begin = i + 1;
	}
	return labels > 1 ? NULL : "a domain without a point";
}

const char *
mail_wrong(struct span address)
{
	size_t at = 0, n = 0;
	const char *wrong;

	for (size_t i = 0; i < address.len; i++) {
		unsigned char c = (unsigned char)address.at[i];

		if (c < ' ' || c == 127)
			return "a control character";
		if (c > 127)
			return "a character that is not ASCII";
		if (c == ' ')
			return "a blank";
		if (c == ',' || c == ';')
			return "a comma or semicolon: it must be a single one";
		if (c == '@') {
			at = i;
			n++;
		} else if (!is_atom((char)c) && c != '.') {
			return "a quote, bracket or the like";
		}
	}
	if (n != 1)
		return n == 0 ? "no @" : "more than one @";
	if (address.len > ADDRESS_MOST)
		return "more than 254 characters";
	wrong = local_wrong((struct span){address.at, at});
	return wrong != NULL ? wrong
			     : domain_wrong((struct span){
				   address.at + at + 1, address.len - at - 1});
}

static void
put_date(struct buf *b, int32_t date)
{
	static const char days[] = "ThuFriSatSunMonTueWed"; /* day 0 first */
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	int year, month, day, week = (int)(((int64_t)date % 7 + 7) % 7);
	char text[64];

	date_split(date, &year, &month, &day);
	snprintf(text, sizeof text,
	    "Date: %.3s, %02d %.3s %04d 00:00:00 +0000\r\n", days + 3 * week,
	    day, months + 3 * (month - 1), year);
	buf_text(b, text);
}

/* Other bytes than letters, digits, '-' and '_' are written =XX, so that
   messages of different documents have different numbers. */
static void
put_id(struct buf *b, const struct mail *m)
{
	const char *host = memchr(m->from.at, '@', m->from.len);
	char text[8];

	buf_text(b, "Message-ID: <");
	for (size_t i = 0; i < m->id.len; i++) {
		char c = m->id.at[i];

		if (is_alnum(c) || c == '-' || c == '_') {
			buf_byte(b, c);
			continue;
		}
		snprintf(text, sizeof text, "=%02X", (unsigned char)c);
		buf_text(b, text);
	}
	buf_add(b, host, m->from.len - (size_t)(host - m->from.at));
	buf_text(b, ">\r\n");
}

static void
put_header(struct buf *b, const char *name, struct span value)
{
	buf_text(b, name);
	buf_text(b, ": ");
	buf_span(b, value);
	buf_text(b, "\r\n");
}

void
mail_write(struct buf *b, const struct mail *m)
{
	put_header(b, "From", m->from);
	put_header(b, "To", m->to);
	mail_put_subject(b, m->subject);
	put_date(b, m->date);
	put_id(b, m);
	put_header(b, "MIME-Version", span_of("1.0"));
	put_header(b, "Content-Type",
	    span_of(m->html ? "text/html; charset=utf-8"
			    : "text/plain; charset=utf-8"));
	put_header(b, "Content-Transfer-Encoding", span_of("quoted-printable"));
	buf_text(b, "\r\n");
	mail_put_text(b, m->text);
}
