#include "format/mt940_in.h"

void
mt940_join(struct buf *to, struct span text, char mark)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] != '\n')
			buf_byte(to, text.at[i]);
		else if (mark != '\0')
			buf_byte(to, mark);
	}
}

static bool
is_blank(char c)
{
	return (unsigned char)c <= ' ';
}

void
mt940_words(struct buf *to, struct span text)
{
	bool apart = to->len > 0;

	for (size_t i = 0; i < text.len; i++) {
		if (is_blank(text.at[i])) {
			apart = to->len > 0;
			continue;
		}
		if (apart)
			buf_byte(to, ' ');
		apart = false;
		buf_byte(to, text.at[i]);
	}
}

void
mt940_info_free(struct mt940_info *i)
{
	buf_free(&i->payer);
	buf_free(&i->account);
	buf_free(&i->number);
	buf_free(&i->memo);
	buf_free(&i->returned);
}

static void
clear(struct mt940_info *to)
{
	to->code = (struct span){"", 0};
	to->payer.len = to->account.len = to->number.len = to->memo.len = 0;
	to->returned.len = 0;
}

bool
mt940_text_read(struct span text, struct mt940_info *to)
{
	clear(to);
	return mt940_sepa(text, to) || mt940_slashes(text, to);
}

void
mt940_info_read(struct span text, struct mt940_info *to)
{
	clear(to);
	if (!mt940_german(text, to) && !mt940_slashes(text, to))
		mt940_words(&to->memo, text);
}
