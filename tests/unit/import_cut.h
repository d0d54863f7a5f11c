/*
 * A file that was cut off or damaged, for tests of one format: no beginning of
 * it may pass for all of it.  To be included behind import_fake.h.
 */
#ifndef TESTS_UNIT_IMPORT_CUT_H
#define TESTS_UNIT_IMPORT_CUT_H

/* Of a log, what moves money: kinds, days, amounts, currencies. */
static inline void
cut_money(struct buf *to, struct span log)
{
	to->len = 0;
	while (log.len > 0) {
		struct span line = span_cut(&log, '\n');
		struct span word = span_cut(&line, ' ');
		int words = span_is(word, "pay")     ? 5
			    : span_is(word, "item")  ? 5
			    : span_is(word, "remit") ? 2
						     : 0;

		for (int i = 0; i < words; i++) {
			word = span_cut(&line, ' ');
			if ((words == 5 && i == 1) || (words == 2 && i == 0))
				continue; /* the line */
			buf_span(to, word);
			buf_byte(to, ' ');
		}
		if (words > 0)
			buf_byte(to, '\n');
	}
	buf_string(to);
}

/* Of a log, whether something is wrong. */
static inline bool
cut_told(const struct import *in)
{
	return in->nfault + in->nfinding + in->nwrong > 0 ||
	       in->lines.wrong != NULL;
}

/* Reads every beginning of a file: one is told of, or moves what the whole
   file does. */
static inline void
cut_everywhere(
    const struct format *format, const char *text, const char *layout)
{
	struct import whole = {.layout = layout};
	struct buf all = {0}, money = {0};
	size_t len = strlen(text);

	fake_read(&whole, format, span_of(text));
	assert_false(cut_told(&whole));
	fake_log(&whole);
	cut_money(&all, (struct span){whole.log.at, whole.log.len});
	assert_true(all.len > 0);
	for (size_t n = 1; n < len; n++) {
		struct import in = {.layout = layout};

		fake_read(&in, format, (struct span){text, n});
		fake_log(&in);
		cut_money(&money, (struct span){in.log.at, in.log.len});
		if (!cut_told(&in) && strcmp(money.at, all.at) != 0)
			fail_msg("cut behind byte %zu: %s", n, in.log.at);
		fake_free(&in);
	}
	buf_free(&all);
	buf_free(&money);
	fake_free(&whole);
}

/* Every byte of it turned into others: whatever a format makes of it, it keeps
   its promises (see fake_hold). */
static inline void
cut_spoilt(const struct format *format, const char *text, const char *layout)
{
	static const char bad[] = {'\0', '\xff', '9', '-', '\n', '<', '*', 'A'};
	struct buf copy = {0};

	for (size_t i = 0; text[i] != '\0'; i++)
		for (size_t k = 0; k < sizeof bad; k++) {
			struct import in = {.layout = layout, .quiet = true};

			copy.len = 0;
			buf_text(&copy, text);
			copy.at[i] = bad[k];
			fake_read(
			    &in, format, (struct span){copy.at, copy.len});
			fake_free(&in);
		}
	buf_free(&copy);
}

#endif
