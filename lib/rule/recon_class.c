#include "rule/recon.h"

const char *
recon_class_name(enum recon_class c)
{
	static const char *const names[] = {
#define RECON_NAME(code, name) name,
	    RECON_CLASSES(RECON_NAME)
#undef RECON_NAME
	};

	return names[c];
}
