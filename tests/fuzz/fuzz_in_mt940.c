/* Any bytes as MT940; see tests/fuzz/in.h. */
#include "tests/fuzz/in.h"

FUZZ_FORMAT(format_mt940)
