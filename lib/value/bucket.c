#include "value/bucket.h"

#include <string.h>

static size_t
put_number(char *to, int32_t days)
{
	char text[BUCKET_CHARS];
	size_t n = 0;

	do {
		text[n++] = (char)('0' + days % 10);
		days /= 10;
	} while (days > 0);
	for (size_t i = 0; i < n; i++)
		to[i] = text[n - 1 - i];
	return n;
}

size_t
bucket_name(
    char to[BUCKET_CHARS], const int32_t *limit, size_t n, size_t bucket)
{
	size_t len;

	if (bucket == 0) {
		memcpy(to, "current", sizeof "current");
		return sizeof "current" - 1;
	}
	len = put_number(to, bucket == 1 ? 1 : limit[bucket - 2] + 1);
	to[len++] = bucket == n + 1 ? '+' : '-';
	if (bucket <= n)
		len += put_number(to + len, limit[bucket - 1]);
	to[len] = '\0';
	return len;
}
