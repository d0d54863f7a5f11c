/* Countries by their codes of ISO 3166-1, two letters. */
#ifndef VALUE_COUNTRY_H
#define VALUE_COUNTRY_H

#include <stdbool.h>

#include "base/span.h"

/* Whether it is the code of a country, in capitals. */
bool country_known(struct span code);

#endif
