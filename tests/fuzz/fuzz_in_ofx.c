/* Any bytes as OFX; see tests/fuzz/in.h. */
#include "tests/fuzz/in.h"

FUZZ_FORMAT(format_ofx)
