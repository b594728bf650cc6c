/*
 * What a warden says to its host over their socket, one message a packet. The host says limits, as the warden takes them as an argument, where they are
 * to begin later than the program; when its end is shut, the warden ends the program.
 */
#ifndef EAGER_CONTROL_H
#define EAGER_CONTROL_H

#include <stdint.h>

/*
 * STARTED, by the program's process before any code of the program runs, since that may kill or stop its warden; then FAILED, or RUNNING, with
 * the pidfds of the program and of the warden, and at last ENDED. Of a program that was forked, the warden says STARTED itself: that program waits
 * for its host before it runs anything.
 */
enum { EAGER_REPORT_STARTED = 1, EAGER_REPORT_FAILED = 2, EAGER_REPORT_RUNNING = 3, EAGER_REPORT_ENDED = 4 };

/* A warden's exit status where its host was gone and heard nothing of the program's end; else 0. */
enum { EAGER_WARDEN_UNHEARD = 75 };

typedef struct eager_report {
    int32_t kind;
    union {
        int32_t pid;
        int32_t error;
        int32_t status;
    };
    union {
        int32_t step;
        int32_t signal;
    };
    int32_t limit;
    int64_t used;
} eager_report;

#endif
