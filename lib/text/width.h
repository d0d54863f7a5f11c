/* How wide text is where every character has the width of its cell. */
#ifndef TEXT_WIDTH_H
#define TEXT_WIDTH_H

#include "base/span.h"

/* How many columns of a terminal s takes. */
size_t width_of(struct span s);

#endif
