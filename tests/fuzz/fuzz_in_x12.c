/* Any bytes as X12; see tests/fuzz/in.h. */
#include "tests/fuzz/in.h"

FUZZ_FORMAT(format_x12)
