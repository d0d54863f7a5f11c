#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "cli/opts.h"

bool
opts_item(const char **s, struct span *item)
{
	if (*s == NULL)
		return false;
	*item = (struct span){*s, strcspn(*s, ",")};
	*s = (*s)[item->len] == ',' ? *s + item->len + 1 : NULL;
	return true;
}

bool
opts_lists(const char *list, struct span item)
{
	struct span one;

	while (opts_item(&list, &one))
		if (span_equal(one, item))
			return true;
	return false;
}

size_t
opts_days(const char *option, const char *list, int32_t *days, size_t most)
{
	struct span item;
	size_t n;

	for (n = 0; opts_item(&list, &item); n++) {
		char *end;
		long day = strtol(item.at, &end, 10);

		if (item.len == 0 || end != item.at + item.len ||
		    day <= (n == 0 ? 0 : days[n - 1]) || day > 100000 ||
		    item.at[0] < '0' || item.at[0] > '9')
			diag_fail("%s: \"%.*s\": days must rise, as in "
				  "30,60,90",
			    option, (int)item.len, item.at);
		if (n == most)
			diag_fail("%s: more than %zu", option, most);
		days[n] = (int32_t)day;
	}
	return n;
}

int
opts_choice(const char *option, const char *word, const char *const *words)
{
	struct buf all = {0};

	if (word == NULL)
		return 0;
	for (int i = 0; words[i] != NULL; i++) {
		if (!strcmp(word, words[i])) {
			buf_free(&all);
			return i;
		}
		buf_text(&all, i > 0 ? ", " : "");
		buf_text(&all, words[i]);
	}
	diag_fail("%s: \"%s\" is none of %s", option, word, buf_string(&all));
}
