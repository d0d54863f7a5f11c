/* Strings as numbers, and the hash that finds them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/hash.h"
#include "base/intern.h"
#include "base/mem.h"

#define MANY 300000

static struct span
name_of(char room[32], uint32_t i)
{
	int n = snprintf(room, 32, "INV-%0*u", (int)(i % 12), (unsigned)i);

	return (struct span){room, (size_t)n};
}

static void
each_once(void **state)
{
	struct intern *in = intern_new();
	struct span nul = {"a\0b", 3}, nul2 = {"a\0c", 3};

	(void)state;
	assert_int_equal(intern_count(in), 0);
	assert_int_equal(intern_find(in, span_of("a")), INTERN_NONE);
	assert_int_equal(intern_add(in, span_of("a")), 0);
	assert_int_equal(intern_add(in, span_of("")), 1);
	assert_int_equal(intern_add(in, nul), 2);
	assert_int_equal(intern_add(in, nul2), 3);
	assert_int_equal(intern_add(in, span_of("a")), 0);
	assert_int_equal(intern_add(in, (struct span){NULL, 0}), 1);
	assert_int_equal(intern_find(in, nul2), 3);
	assert_int_equal(intern_find(in, span_of("b")), INTERN_NONE);
	assert_int_equal(intern_count(in), 4);
	assert_true(span_equal(intern_text(in, 2), nul));
	assert_true(span_is(intern_text(in, 1), ""));
	intern_free(in);
	intern_free(NULL);
}

static void
many(void **state)
{
	struct intern *in = intern_new();
	const char *first;
	char room[32];

	(void)state;
	intern_add(in, name_of(room, 0));
	first = intern_text(in, 0).at;
	for (uint32_t i = 0; i < MANY; i++)
		assert_int_equal(intern_add(in, name_of(room, i)), i);
	assert_int_equal(intern_count(in), MANY);
	assert_ptr_equal(intern_text(in, 0).at, first);
	for (uint32_t i = MANY; i-- > 0;) {
		struct span s = name_of(room, i);

		assert_int_equal(intern_find(in, s), i);
		assert_true(span_equal(intern_text(in, i), s));
	}
	for (uint32_t i = MANY; i < 2 * MANY; i++)
		assert_int_equal(
		    intern_find(in, name_of(room, i)), INTERN_NONE);
	intern_free(in);
}

/* Hashed before, with room made for them, and each with a mark: the same. */
static void
marks(void **state)
{
	struct intern *in = intern_new(), *plain = intern_new();
	char room[32];

	(void)state;
	intern_reserve(in, MANY / 2);
	for (uint32_t i = 0; i < MANY; i++) {
		struct span s = name_of(room, i % (MANY / 4 * 3));
		uint32_t *mark, hash = intern_hash(s);
		bool fresh = i < MANY / 4 * 3;

		intern_expect(in, hash);
		intern_meet(in, hash);
		assert_int_equal(intern_add_hashed(in, s, hash, &mark),
		    intern_add(plain, s));
		assert_int_equal(*mark, fresh ? INTERN_NONE : i - MANY / 4 * 3);
		*mark = i;
	}
	for (uint32_t i = 0; i < intern_count(in); i++)
		assert_int_equal(
		    *intern_mark(in, i), i < MANY / 4 ? i + MANY / 4 * 3 : i);
	assert_int_equal(intern_count(in), intern_count(plain));
	intern_free(in);
	intern_free(plain);
}

/* Lengths about those where the record, or the chunk, takes another form. */
static void
long_names(void **state)
{
	static const size_t lengths[] = {250, 254, 255, 256, 65530, 65536,
	    70000, 1 << 20, (1 << 20) - 9, (1 << 20) - 8, (2 << 20) - 9,
	    (2 << 20) - 13, 3 << 20, 17 << 20};
	const size_t n = sizeof lengths / sizeof *lengths;
	struct intern *in = intern_new();
	char *text = mem_array(17 << 20, 1);

	(void)state;
	memset(text, 'x', 17 << 20);
	for (uint32_t i = 0; i < n; i++) {
		struct span s = {text, lengths[i]}, small = {"0123456789ab", i};

		assert_int_equal(intern_add(in, s), 2 * i);
		assert_int_equal(intern_add(in, small), 2 * i + 1);
	}
	for (uint32_t i = 0; i < n; i++) {
		struct span s = {text, lengths[i]};
		uint32_t id = intern_find(in, s);

		assert_int_equal(id, 2 * i);
		assert_true(span_equal(intern_text(in, id), s));
		assert_int_equal(intern_text(in, 2 * i + 1).len, i);
	}
	assert_int_equal(intern_count(in), 2 * n);
	mem_free(text);
	intern_free(in);
}

/* ("ab", "c") is not ("a", "bc"), nor is ("", "a") ("a", ""). */
static void
tuples_differ(void **state)
{
	static const char *const parts[][3] = {{"ab", "c", ""}, {"a", "bc", ""},
	    {"abc", "", ""}, {"", "abc", ""}, {"", "", "abc"}, {"a", "b", "c"},
	    {"a", "", "bc"}, {"ab", "", "c"}, {"", "ab", "c"}, {"", "a", "bc"},
	    {"c", "ab", ""}, {"bc", "a", ""}};
	const size_t n = sizeof parts / sizeof *parts;
	struct hash h[sizeof parts / sizeof *parts] = {{0, 0}};
	uint64_t single[sizeof parts / sizeof *parts] = {0};

	(void)state;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < 3; k++) {
			struct span s = span_of(parts[i][k]);

			h[i] = hash_pair(h[i], s);
			single[i] = hash_bytes(single[i], s.at, s.len);
		}
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++) {
			assert_true(h[i].a != h[k].a);
			assert_true(h[i].b != h[k].b);
			assert_true(single[i] != single[k]);
		}
}

/* Nor is a text the same text after NULs: only the length tells these. */
static void
lengths_differ(void **state)
{
	static const char zeros[40];
	struct hash h[41], none = {0, 0};
	uint64_t single[41];

	(void)state;
	for (size_t n = 0; n <= 40; n++) {
		h[n] = hash_pair(none, (struct span){zeros, n});
		single[n] = hash_bytes(0, zeros, n);
		for (size_t k = 0; k < n; k++) {
			assert_true(h[n].a != h[k].a);
			assert_true(h[n].b != h[k].b);
			assert_true(single[n] != single[k]);
		}
	}
}

/*
 * Each bit of a text must turn over about half of the bits of each hash.
 * Over 64 texts of a length, a share outside 35 to 65 % is no accident.
 */
static void
every_bit_counts(void **state)
{
	char text[40];

	(void)state;
	for (size_t n = 1; n <= sizeof text; n++)
		for (size_t bit = 0; bit < 8 * n; bit++) {
			unsigned turned[3] = {0};

			for (int k = 0; k < 64; k++) {
				struct span s = {text, n};
				struct hash was, is, zero = {0, 0};
				uint64_t one;

				for (size_t i = 0; i < n; i++)
					text[i] = (char)('0' + k * 7 % 10 +
							 (int)i % 3);
				was = hash_pair(zero, s);
				one = hash_bytes(0, text, n);
				text[bit / 8] ^= (char)(1 << bit % 8);
				is = hash_pair(zero, s);
				turned[0] += (unsigned)__builtin_popcountll(
				    was.a ^ is.a);
				turned[1] += (unsigned)__builtin_popcountll(
				    was.b ^ is.b);
				turned[2] += (unsigned)__builtin_popcountll(
				    one ^ hash_bytes(0, text, n));
			}
			for (int i = 0; i < 3; i++)
				assert_in_range(turned[i], 64 * 64 * 35 / 100,
				    64 * 64 * 65 / 100);
		}
}

static int
by_value(const void *a, const void *b)
{
	uint64_t x, y;

	memcpy(&x, a, sizeof x);
	memcpy(&y, b, sizeof y);
	return (x > y) - (x < y);
}

/*
 * Of 300,000 texts that differ little, 40 bits of a good hash agree in 0.04
 * pairs; four would be bad luck of one in 10 million.
 */
static void
few_collisions(void **state)
{
	uint64_t *some[4];
	char room[32];

	(void)state;
	for (int k = 0; k < 4; k++)
		some[k] = mem_array(MANY, sizeof **some);
	for (uint32_t i = 0; i < MANY; i++) {
		struct hash h =
		    hash_pair((struct hash){0, 0}, name_of(room, i));

		some[0][i] = h.a >> 24;
		some[1][i] = h.b >> 24;
		some[2][i] = h.a << 24;
		some[3][i] = h.b << 24;
	}
	for (int k = 0; k < 4; k++) {
		int equal = 0;

		qsort(some[k], MANY, sizeof **some, by_value);
		for (uint32_t i = 1; i < MANY; i++)
			equal += some[k][i] == some[k][i - 1];
		assert_in_range(equal, 0, 3);
		mem_free(some[k]);
	}
}

/* A number is hashed as its eight bytes, lowest first, are. */
static void
numbers(void **state)
{
	struct hash seed = {1, 2}, n = hash_pair_number(seed, 0x636261),
		    s = hash_pair(seed, (struct span){"abc\0\0\0\0\0", 8});

	(void)state;
	assert_true(n.a == s.a && n.b == s.b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_once),
	    cmocka_unit_test(many),
	    cmocka_unit_test(marks),
	    cmocka_unit_test(long_names),
	    cmocka_unit_test(tuples_differ),
	    cmocka_unit_test(lengths_differ),
	    cmocka_unit_test(every_bit_counts),
	    cmocka_unit_test(few_collisions),
	    cmocka_unit_test(numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
