/*
 * :86: as Dutch and Belgian banks fill it in: /NAME/value, one behind the
 * other.  Values hold slashes as well, and lines are cut in the middle of
 * names: only names that are known end a value.
 */
#include <string.h>

#include "format/mt940_in.h"

static const char *const names[] = {"ADDR", "BENM", "BIC", "CHGS", "CNTP",
    "CSID", "EREF", "EXCH", "IBAN", "ISDT", "KREF", "MARF", "NAME", "NRTX",
    "OCMT", "ORDP", "PREF", "PURP", "REMI", "RTRN", "RTYP", "SVCL", "TRTP",
    "ULTB", "ULTC", "ULTD", NULL};

/* Which name begins at i, or NULL. */
static const char *
name_at(struct span s, size_t i)
{
	if (i >= s.len || s.at[i] != '/')
		return NULL;
	for (const char *const *p = names; *p != NULL; p++) {
		size_t n = strlen(*p);

		if (s.len - i >= n + 2 && !memcmp(s.at + i + 1, *p, n) &&
		    s.at[i + n + 1] == '/')
			return *p;
	}
	return NULL;
}

static size_t
name_end(struct span s, size_t i)
{
	while (i < s.len && name_at(s, i) == NULL)
		i++;
	return i;
}

/* Account, BIC and name, parted by slashes. */
static void
add_party(struct mt940_info *to, struct span value)
{
	mt940_words(&to->account, span_cut(&value, '/'));
	span_cut(&value, '/');
	mt940_words(&to->payer, span_cut(&value, '/'));
}

/* "USTD//text", "STRD/CUR/reference", or the text alone. */
static void
add_text(struct mt940_info *to, struct span value)
{
	struct span rest = value, kind = span_cut(&rest, '/');

	if (span_is(kind, "USTD") || span_is(kind, "STRD")) {
		span_cut(&rest, '/');
		value = rest;
	}
	while (value.len > 0 && value.at[value.len - 1] == '/')
		value.len--;
	mt940_words(&to->memo, value);
}

static void
add(struct mt940_info *to, const char *name, struct span value)
{
	/* Some banks have two slashes between a value and the next name. */
	if (value.len > 0 && value.at[value.len - 1] == '/' &&
	    strcmp(name, "CNTP") != 0)
		value.len--;
	/* The second party is the one that the first acts for. */
	if (!strcmp(name, "NAME"))
		mt940_words(to->payer.len > 0 ? &to->memo : &to->payer, value);
	else if (!strcmp(name, "IBAN") && to->account.len == 0)
		mt940_words(&to->account, value);
	else if (!strcmp(name, "RTRN"))
		mt940_words(&to->returned, value);
	else if (!strcmp(name, "EREF"))
		mt940_words(&to->number, value);
	else if (!strcmp(name, "CNTP"))
		add_party(to, value);
	else if (!strcmp(name, "REMI"))
		add_text(to, value);
}

bool
mt940_slashes(struct span text, struct mt940_info *to)
{
	struct buf whole = {0};
	struct span s;
	bool found;

	if (text.len == 0 || text.at[0] != '/')
		return false;
	mt940_join(&whole, text, '\0');
	s = buf_bytes(&whole);
	found = s.len > 0 && name_at(s, 0) != NULL;
	/* The slash that ends one name may begin the next. */
	for (size_t i = 0, end; found && i < s.len; i = end) {
		const char *name = name_at(s, i);
		size_t from = i + strlen(name) + 2;

		end = name_end(s, from - 1);
		if (end > from)
			add(to, name, (struct span){s.at + from, end - from});
	}
	buf_free(&whole);
	return found;
}
