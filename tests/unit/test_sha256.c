/* SHA-256, both ways, and beside the work. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/digest.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "tests/unit/oracle.h"

static const enum sha256_way ways[] = {SHA256_BEST, SHA256_PLAIN};

/* In steps of so many bytes; 0: at once. */
static void
hash(enum sha256_way way, const char *p, size_t n, size_t step,
    char text[SHA256_CHARS])
{
	unsigned char digest[SHA256_BYTES];
	struct sha256 s;

	sha256_begin(&s, way);
	for (size_t i = 0; i < n; i += step) {
		if (step == 0)
			step = n;
		sha256_add(&s, p + i, n - i < step ? n - i : step);
	}
	sha256_end(&s, digest);
	sha256_text(text, digest);
}

/* Of FIPS 180-4 and NIST's examples. */
static void
vectors(void **state)
{
	static const struct {
		const char *message, *digest;
	} known[] = {
	    {"", "e3b0c44298fc1c149afbf4c8996fb924"
		 "27ae41e4649b934ca495991b7852b855"},
	    {"abc", "ba7816bf8f01cfea414140de5dae2223"
		    "b00361a396177a9cb410ff61f20015ad"},
	    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		"248d6a61d20638b8e5c026930c3e6039"
		"a33ce45964ff2167f6ecedd419db06c1"},
	    {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
	     "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
		"cf5b16a778af8380036ce59e7b049237"
		"0b249b11e8f07a51afac45037afee9d1"},
	};
	char text[SHA256_CHARS];

	(void)state;
	for (size_t w = 0; w < 2; w++)
		for (size_t i = 0; i < sizeof known / sizeof *known; i++)
			for (size_t step = 0; step < 70; step += 23) {
				hash(ways[w], known[i].message,
				    strlen(known[i].message), step, text);
				assert_string_equal(text, known[i].digest);
			}
}

static void
million(void **state)
{
	char *a = mem_room(1000000), text[SHA256_CHARS];

	(void)state;
	memset(a, 'a', 1000000);
	for (size_t w = 0; w < 2; w++) {
		hash(ways[w], a, 1000000, w == 0 ? 0 : 997, text);
		assert_string_equal(text, "cdc76e5c9914fb9281a1c7e284d73e67"
					  "f1809a48a497200e046d39ccc7112cd0");
	}
	mem_free(a);
}

static uint64_t
next(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return *seed >> 33;
}

/* Lengths around the ends of blocks, and any; Python says what is right. */
static void
random_lengths(void **state)
{
	uint64_t seed = 7;
	struct oracle o;

	(void)state;
	oracle_open(&o, "sha256_check.py");
	for (size_t i = 0; i < 300; i++) {
		size_t n = i < 140 ? i : (size_t)next(&seed) % 5000;
		struct buf bytes = {0}, doc = {0};
		char text[SHA256_CHARS];

		while (bytes.len < n)
			buf_byte(&bytes, (char)next(&seed));
		for (size_t w = 0; w < 2; w++) {
			hash(ways[w], bytes.at, n,
			    i % 3 == 0 ? 0 : 1 + (size_t)next(&seed) % 200,
			    text);
			buf_text(&doc, text);
			buf_byte(&doc, '\n');
		}
		buf_byte(&doc, '\n');
		buf_span(&doc, (struct span){bytes.at, n});
		oracle_add(&o, &doc);
		buf_free(&bytes);
		buf_free(&doc);
	}
	oracle_run(&o);
}

/* Two at once, of some chunks and a bit, in pieces of any size. */
static void
beside(void **state)
{
	size_t n = ((size_t)11 << 20) + 77;
	char *p = mem_room(n), want[SHA256_CHARS], got[SHA256_CHARS];
	struct digest *d = digest_new(), *other = digest_new();
	uint64_t seed = 3;

	(void)state;
	for (size_t i = 0; i < n; i++)
		p[i] = (char)next(&seed);
	for (size_t i = 0, k; i < n; i += k) {
		k = 1 + (size_t)next(&seed) % 300000;
		k = k < n - i ? k : n - i;
		digest_add(d, p + i, k);
		digest_add(other, p + i, k / 2);
	}
	assert_int_equal(digest_size(d), n);
	hash(SHA256_PLAIN, p, n, 0, want);
	digest_end(d, got);
	assert_string_equal(got, want);
	digest_add(d, p, n); /* too late */
	assert_int_equal(digest_size(d), n);
	digest_end(other, got);
	digest_free(d);
	digest_free(other);
	mem_free(p);
}

static void
beside_little(void **state)
{
	struct digest *d = digest_new(), *none = digest_new();
	char text[SHA256_CHARS];

	(void)state;
	digest_add(d, "a", 1);
	digest_add(d, "bc", 2);
	digest_end(d, text);
	assert_memory_equal(text, "ba7816bf8f01cfea", 16);
	digest_end(none, text);
	assert_memory_equal(text, "e3b0c44298fc1c14", 16);
	digest_free(d);
	digest_free(none);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(vectors),
	    cmocka_unit_test(million),
	    cmocka_unit_test(random_lengths),
	    cmocka_unit_test(beside),
	    cmocka_unit_test(beside_little),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
