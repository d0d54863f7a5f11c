/* Pieces done by several threads, delivered in order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/turns.h"

#define PIECES 5000

struct shared {
	uint64_t got[PIECES], n;
	unsigned done[PIECES];
};

struct one {
	struct shared *shared;
	uint64_t piece;
};

static void
work(void *context, uint64_t piece)
{
	struct one *o = context;

	o->piece = piece;
	o->shared->done[piece]++;
}

static void
then(void *context, uint64_t piece)
{
	struct one *o = context;

	o->shared->got[o->shared->n++] = o->piece;
	if (o->piece != piece)
		o->shared->done[piece] = 99;
}

static void
check(uint32_t nthread, uint64_t n)
{
	struct shared *s = calloc(1, sizeof *s);
	struct one one[8];
	void *context[8];

	for (uint32_t i = 0; i < nthread; i++) {
		one[i].shared = s;
		context[i] = &one[i];
	}
	turns_run(nthread, n, work, then, context);
	assert_int_equal(s->n, n);
	for (uint64_t i = 0; i < n; i++) {
		assert_int_equal(s->done[i], 1);
		assert_int_equal(s->got[i], i);
	}
	free(s);
}

static void
in_order(void **state)
{
	(void)state;
	for (uint32_t nthread = 1; nthread <= 8; nthread++) {
		check(nthread, 0);
		check(nthread, 1);
		check(nthread, 7);
		check(nthread, PIECES);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(in_order)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
