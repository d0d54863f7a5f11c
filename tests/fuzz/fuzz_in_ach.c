/* Any bytes as ACH; see tests/fuzz/in.h. */
#include "tests/fuzz/in.h"

FUZZ_FORMAT(format_ach)
