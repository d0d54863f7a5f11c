/* BAI2: what banks write into the text of a detail. */
#include "format/in_bai2.h"

static const struct {
	const char *tag;
	bool account;
} tags[] = {
    {"ORG:=", false}, /* wires, as KEY:=VALUE */
    {"DBNM:", false}, /* debtor's name */
    {"DACT:", true},  /* debtor's account */
    {"BO1:", false},  /* by order of: name */
    {"BO:", true},    /* by order of: account */
};

static struct span
trim(struct span s)
{
	while (s.len > 0 && s.at[0] == ' ')
		s = (struct span){s.at + 1, s.len - 1};
	while (s.len > 0 && s.at[s.len - 1] == ' ')
		s.len--;
	return s;
}

/* Whether a short tag, as OB3: or BO1:, begins here. */
static bool
is_short_tag(struct span s)
{
	size_t n = 0;

	while (n < s.len && n < 5 &&
	       ((s.at[n] >= 'A' && s.at[n] <= 'Z') ||
		   (n > 1 && s.at[n] >= '0' && s.at[n] <= '9')))
		n++;
	return n >= 2 && n < s.len && s.at[n] == ':';
}

/* Of a line with several short tags, what stands before the second. */
static struct span
first_of(struct span line, struct span *rest)
{
	for (size_t i = 1; i + 1 < line.len; i++)
		if (line.at[i - 1] == ' ' &&
		    is_short_tag((struct span){line.at + i, line.len - i})) {
			*rest = (struct span){line.at + i, line.len - i};
			return (struct span){line.at, i - 1};
		}
	*rest = (struct span){"", 0};
	return line;
}

static void
read_tag(struct bai2_tags *t, struct span s)
{
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
		size_t n = strlen(tags[i].tag);
		struct span *to =
		    tags[i].account ? &t->payer_account : &t->payer;

		if (s.len > n && !memcmp(s.at, tags[i].tag, n) && to->len == 0)
			*to = trim((struct span){s.at + n, s.len - n});
	}
}

struct bai2_tags
bai2_tags(struct span text)
{
	struct bai2_tags t = {{"", 0}, {"", 0}};

	if (text.len == 0 || memchr(text.at, ':', text.len) == NULL)
		return t;
	while (text.len > 0) {
		struct span line = span_cut(&text, '\n');
		bool wire = false;

		for (size_t i = 0; i + 1 < line.len; i++)
			wire |= line.at[i] == ':' && line.at[i + 1] == '=';
		if (wire)
			read_tag(&t, line);
		while (!wire && line.len > 0)
			read_tag(&t, first_of(line, &line));
	}
	return t;
}
