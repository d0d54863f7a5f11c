/* Messages: headers that nothing can break out of, and bodies that any mailer
   may carry.  What is encoded here was worked out by hand, from the RFCs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/mail.h"
#include "value/date.h"

static void
wrong(const char *address, const char *want)
{
	const char *why = mail_wrong(span_of(address));

	if (want == NULL)
		assert_null(why);
	else
		assert_string_equal(why, want);
}

static void
good_addresses(void **state)
{
	(void)state;
	wrong("ap@example.com", NULL);
	wrong("a.b-c+d_e@mail.example.co.uk", NULL);
	wrong("o'neil@example.com", NULL);
	wrong("x@1.example", NULL);
	wrong("a=b?c-@example.com", NULL);
}

static void
bad_addresses(void **state)
{
	static const char list[] =
	    "a comma or semicolon: it must be a single one";
	static const char quote[] = "a quote, bracket or the like";

	(void)state;
	wrong("", "no @");
	wrong("example.com", "no @");
	wrong("a@b@example.com", "more than one @");
	wrong("@example.com", "nothing in front of the @");
	wrong("a@", "no domain behind the @");
	wrong("a@example..com", "no domain behind the @");
	wrong("a@example.com.", "no domain behind the @");
	wrong("a@-example.com", "no domain behind the @");
	wrong("a@exa_mple.com", "no domain behind the @");
	wrong("a@localhost", "a domain without a point");
	wrong(".a@example.com", "a point in the wrong place");
	wrong("a..b@example.com", "a point in the wrong place");
	wrong("a.@example.com", "a point in the wrong place");
	wrong("-oQ/tmp@example.com", "a dash in front, as options have");
	wrong("=?utf-8?q?a=40b.cc?=@example.com", "=?, as encoded words have");
	wrong("a@example.com,b@example.com", list);
	wrong("a@example.com;b@example.com", list);
	wrong("A <a@example.com>", "a blank");
	wrong("<a@example.com>", quote);
	wrong("\"a\"@example.com", quote);
	wrong("a(b)@example.com", quote);
	wrong("a@[10.0.0.1]", quote);
	wrong("a@example.com\r\nBcc: b@example.com", "a control character");
	wrong("a@example.com\n", "a control character");
	wrong("a\t@example.com", "a control character");
	wrong("a\x7f@example.com", "a control character");
	wrong("m\xc3\xbcller@example.com", "a character that is not ASCII");
	assert_non_null(mail_wrong((struct span){"a\0@example.com", 14}));
}

static void
long_addresses(void **state)
{
	struct buf b = {0};

	(void)state;
	for (int i = 0; i < 64; i++)
		buf_byte(&b, 'a');
	buf_text(&b, "@example.com");
	wrong(buf_string(&b), NULL);
	b.len = 0;
	for (int i = 0; i < 65; i++)
		buf_byte(&b, 'a');
	buf_text(&b, "@example.com");
	wrong(buf_string(&b), "more than 64 characters in front of the @");
	b.len = 0;
	buf_text(&b, "a@");
	for (int i = 0; i < 60; i++)
		buf_text(&b, "abc.");
	buf_text(&b, "example.com");
	wrong(buf_string(&b), NULL); /* 253 */
	buf_text(&b, "mm");
	wrong(buf_string(&b), "more than 254 characters");
	buf_free(&b);
}

/* The header of a subject, and the body of a text, as written. */
static const char *
message(const char *subject, struct span text, bool html, const char **body)
{
	static struct buf b;
	struct mail m = {span_of("ar@example.com"), span_of("ap@example.org"),
	    span_of(subject), span_of("N-1/\xc3\xbc"), text, html, 0};
	const char *from;

	b.len = 0;
	assert_true(date_from(2026, 10, 31, &m.date));
	mail_write(&b, &m);
	from = strstr(buf_string(&b), "\r\n\r\n");
	assert_non_null(from);
	*body = from + 4;
	return b.at;
}

static void
whole(void **state)
{
	const char *body,
	    *text = message("Reminder N-1", span_of("Hello.\n"), false, &body);

	(void)state;
	assert_string_equal(text,
	    "From: ar@example.com\r\n"
	    "To: ap@example.org\r\n"
	    "Subject: Reminder N-1\r\n"
	    "Date: Sat, 31 Oct 2026 00:00:00 +0000\r\n"
	    "Message-ID: <N-1=2F=C3=BC@example.com>\r\n"
	    "MIME-Version: 1.0\r\n"
	    "Content-Type: text/plain; charset=utf-8\r\n"
	    "Content-Transfer-Encoding: quoted-printable\r\n"
	    "\r\n"
	    "Hello.\r\n");
	text = message("Reminder", span_of("<p>x</p>\n"), true, &body);
	assert_non_null(
	    strstr(text, "\r\nContent-Type: text/html; charset=utf-8\r\n"));
	assert_string_equal(body, "<p>x</p>\r\n");
}

static void
days(void **state)
{
	static const struct {
		int year, month, day;
		const char *want;
	} of[] = {
	    {1970, 1, 1, "Date: Thu, 01 Jan 1970 00:00:00 +0000\r\n"},
	    {1969, 12, 31, "Date: Wed, 31 Dec 1969 00:00:00 +0000\r\n"},
	    {2024, 2, 29, "Date: Thu, 29 Feb 2024 00:00:00 +0000\r\n"},
	    {2026, 11, 2, "Date: Mon, 02 Nov 2026 00:00:00 +0000\r\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
		struct buf b = {0};
		struct mail m = {.from = span_of("a@example.com"),
		    .to = span_of("b@example.com")};

		assert_true(
		    date_from(of[i].year, of[i].month, of[i].day, &m.date));
		mail_write(&b, &m);
		assert_non_null(strstr(buf_string(&b), of[i].want));
		buf_free(&b);
	}
}

static void
subject_is(const char *subject, const char *want)
{
	const char *body;
	const char *p = strstr(
	    message(subject, span_of(""), false, &body), "\r\nSubject: ");
	const char *end = strstr(p, "\r\nDate: ");

	p += 11;
	assert_int_equal((size_t)(end - p), strlen(want));
	assert_memory_equal(p, want, strlen(want));
}

static void
subjects(void **state)
{
	(void)state;
	subject_is("Reminder 1", "Reminder 1");
	subject_is("Z\xc3\xa4hlung 1", "=?utf-8?Q?Z=C3=A4hlung_1?=");
	subject_is("a\r\nBcc: b@example.com", "=?utf-8?Q?a__Bcc=3A_b=40"
					      "example=2Ecom?=");
	subject_is("a\nb", "a b");
	subject_is(
	    "a =?utf-8?Q?b?=", "=?utf-8?Q?a_=3D=3Futf=2D8=3FQ=3Fb=3F=3D?=");
	subject_is(" a", "=?utf-8?Q?_a?=");
	subject_is("a ", "=?utf-8?Q?a_?=");
	subject_is("a = b?", "a = b?");
}

/* 76 characters a line, "Subject: " and "?=" included, and no character is
   cut in two. */
static void
long_subjects(void **state)
{
	static const char ten[] = "123456789 ";
	struct buf b = {0};

	(void)state;
	for (int i = 0; i < 8; i++)
		buf_text(&b, ten);
	buf_text(&b, "end");
	subject_is(buf_string(&b),
	    "123456789 123456789 123456789 123456789 123456789 123456789"
	    "\r\n 123456789 123456789 end");
	b.len = 0;
	for (int i = 0; i < 68; i++)
		buf_byte(&b, 'a');
	subject_is(buf_string(&b),
	    "=?utf-8?Q?"
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa?=\r\n"
	    " =?utf-8?Q?aaaaaaaaaaaaa?=");
	b.len = 0;
	for (int i = 0; i < 10; i++)
		buf_text(&b, "\xe2\x82\xac");
	subject_is(buf_string(&b),
	    "=?utf-8?Q?=E2=82=AC=E2=82=AC=E2=82=AC=E2=82=AC=E2=82=AC"
	    "=E2=82=AC?=\r\n"
	    " =?utf-8?Q?=E2=82=AC=E2=82=AC=E2=82=AC=E2=82=AC?=");
	buf_free(&b);
}

static void
body_is(struct span text, const char *want)
{
	const char *body;

	message("", text, false, &body);
	assert_string_equal(body, want);
}

static void
bodies(void **state)
{
	(void)state;
	body_is(span_of(""), "");
	body_is(span_of("a\n\nb"), "a\r\n\r\nb\r\n");
	body_is(span_of("a\r\nb\n"), "a\r\nb\r\n");
	body_is(span_of("a\rb\n"), "a=0Db\r\n");
	body_is(span_of("1 = 1\n"), "1 =3D 1\r\n");
	body_is(span_of("a \n\tb\t\n"), "a=20\r\n\tb=09\r\n");
	body_is(span_of("a "), "a=20\r\n");
	body_is(span_of("100 \xe2\x82\xac\n"), "100 =E2=82=AC\r\n");
	body_is(span_of(".\n..\na.\n"), "=2E\r\n=2E.\r\na.\r\n");
	body_is(span_of("From here\nFromm\nx From y\n"),
	    "=46rom here\r\nFromm\r\nx From y\r\n");
	body_is((struct span){"a\0b", 3}, "a=00b\r\n");
}

static void
long_bodies(void **state)
{
	char line[160];

	(void)state;
	memset(line, 'a', sizeof line);
	line[76] = '\n';
	line[77] = '\0';
	assert_int_equal(strlen(line), 77);
	body_is(span_of(line), "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
			       "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n");
	line[76] = 'b';
	line[77] = '\n';
	line[78] = '\0';
	body_is(span_of(line), "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
			       "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=\r\n"
			       "ab\r\n");
	memcpy(line + 73, "\xc3\xbc\n", 4);
	body_is(span_of(line), "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
			       "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=\r\n"
			       "=C3=BC\r\n");
	memset(line, 'a', 75);
	memcpy(line + 75, "..\n", 4); /* a line that a soft break begins */
	body_is(span_of(line), "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
			       "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=\r\n"
			       "=2E.\r\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(good_addresses),
	    cmocka_unit_test(bad_addresses),
	    cmocka_unit_test(long_addresses),
	    cmocka_unit_test(whole),
	    cmocka_unit_test(days),
	    cmocka_unit_test(subjects),
	    cmocka_unit_test(long_subjects),
	    cmocka_unit_test(bodies),
	    cmocka_unit_test(long_bodies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
