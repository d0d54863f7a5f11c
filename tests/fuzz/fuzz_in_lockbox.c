/* Any bytes as a lockbox file; see tests/fuzz/in.h. */
#include "tests/fuzz/in.h"

FUZZ_FORMAT(format_lockbox)
