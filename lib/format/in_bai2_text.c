/* BAI2: what banks write into the text of a detail. */
#include "format/in_bai2.h"

static const struct {
	const char *tag;
	size_t len;
	bool account;
} tags[] = {
    {"ORG:=", 5, false}, /* wires, as KEY:=VALUE */
    {"DBNM:", 5, false}, /* debtor's name */
    {"DACT:", 5, true},  /* debtor's account */
    {"BO1:", 4, false},  /* by order of: name */
    {"BO:", 3, true},    /* by order of: account */
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
		size_t n = tags[i].len;
		struct span *to =
		    tags[i].account ? &t->payer_account : &t->payer;

		if (s.len > n && s.at[0] == tags[i].tag[0] &&
		    !memcmp(s.at, tags[i].tag, n) && to->len == 0)
			*to = trim((struct span){s.at + n, s.len - n});
	}
}

static bool
has_tag(struct span line)
{
	return line.len > 0 && memchr(line.at, ':', line.len) != NULL;
}

/* A line KEY:=VALUE, in which other colons mean nothing. */
static bool
is_wire(struct span line)
{
	const char *mark = NULL;

	while (has_tag(line)) {
		mark = memchr(line.at, ':', line.len);
		line.len -= (size_t)(mark + 1 - line.at);
		line.at = mark + 1;
		if (line.len > 0 && line.at[0] == '=')
			return true;
	}
	return false;
}

struct bai2_tags
bai2_tags(struct span text)
{
	struct bai2_tags t = {{"", 0}, {"", 0}};

	while (has_tag(text)) {
		struct span line = span_cut(&text, '\n');

		if (is_wire(line)) {
			read_tag(&t, line);
			continue;
		}
		while (has_tag(line))
			read_tag(&t, first_of(line, &line));
	}
	return t;
}
