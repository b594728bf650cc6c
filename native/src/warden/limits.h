/* What a program and all that descends from it may take together. */
#ifndef EAGER_LIMITS_H
#define EAGER_LIMITS_H

#include <stdbool.h>
#include <stdint.h>

#include "eager/process.h"

/* A limit of nothing is none. True where one has to be watched while the program runs. */
bool eager_limits_watched(const eager_limits *self);

/*
 * The limit (EAGER_LIMIT_) that the descendants of this process have reached `elapsed_ms` after their start, and in *used what they have used of it, in
 * the unit of eager_limits; EAGER_LIMIT_NONE where none is. Pages that the program was forked with are `inherited`: it has not taken them.
 */
int32_t eager_limits_reached(const eager_limits *self, int64_t elapsed_ms, int64_t inherited, int64_t *used);

#endif
