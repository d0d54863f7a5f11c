/*
 * Any bytes as a file of one format.  A target is one line: what the format
 * gives is held to format/import.h by the importer of the tests, with all of
 * its log and without, and must be the same both times.
 */
#ifndef TESTS_FUZZ_IN_H
#define TESTS_FUZZ_IN_H

#include "tests/unit/import_fake.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline int
fuzz_in(const struct format *format, const uint8_t *data, size_t size)
{
	struct span bytes = {(const char *)data, size};
	struct import quiet = {.quiet = true, .layout = "sap-bai2"};
	struct import raw = {.raw = true, .layout = "sap-bai2"};

	fake_read(&quiet, format, bytes);
	fake_read(&raw, format, bytes);
	fake_hold(quiet.nrecord == raw.nrecord, "as many records");
	fake_free(&quiet);
	fake_free(&raw);
	return 0;
}

#define FUZZ_FORMAT(name)                                                      \
	extern const struct format name;                                       \
	int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)           \
	{                                                                      \
		return fuzz_in(&(name), data, size);                           \
	}

#endif
