/*
 * The way into a sandbox for a process that was forked outside: a socket between the sandbox's warden and that process. The warden says who it is;
 * the process, once it is inside, says its number there, or, less than 0, the -errno for which it is not.
 */
#ifndef EAGER_ENTRY_H
#define EAGER_ENTRY_H

#include <stdint.h>
#include <sys/types.h>

/* Sends one byte with a descriptor. 0 or -errno. */
int32_t eager_entry_offer(int entry, int descriptor);

/* Takes the descriptor that came with a byte. Its number, or -errno; -EPIPE where nobody will send one. */
int eager_entry_take(int entry);

/* Says the process's number, or -errno. */
void eager_entry_answer(int entry, int32_t answer);

/* What was answered; -EPIPE where nobody will. Blocks. */
int32_t eager_entry_answered(int entry);

#endif
