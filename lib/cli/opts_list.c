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
