/* What ar-dun makes beside its rows: lists and letters.  Whole or absent, as
   all output. */
#ifndef CMD_DUN_SIDE_H
#define CMD_DUN_SIDE_H

#include "cmd/dun.h"

struct dun_side;

/* Those that the options ask for, declared before anything is read. */
struct dun_side *dun_side_new(struct dun *d);

/* Writes them, once all is decided. */
void dun_side_write(struct dun_side *s);

/* All that can fail; what can't, and frees s. */
void dun_side_stage(struct dun_side *s);
void dun_side_commit(struct dun_side *s);

#endif
