/*
 * libeager_process: starts worker processes and waits on their descriptors. Linux 5.9 or later.
 *
 * A process is started with these descriptors and no other:
 *
 *   0  /dev/null, or a pipe that the host writes
 *   1  its standard output, a pipe that the host reads
 *   2  its standard error, a pipe that the host reads
 *   3  frames from the host
 *   4  frames to the host
 *   5  and up: those the host gives; the first of them the socket by which a process that forks others is asked for one
 *
 * Each process has a warden of its own between the host and itself (eager_warden), which ends every process that descends from it, also when
 * the host is killed.
 *
 * Functions that can fail return a status: 0 or more is success, less is -errno. No call blocks except eager_poller_wait.
 * There is no global state. The caller ignores SIGPIPE, as the .NET runtime does.
 *
 * Threads: of one process, one thread at a time reads and one at a time writes; every other call may come from any thread at any time.
 */
#ifndef EAGER_PROCESS_H
#define EAGER_PROCESS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define EAGER_PROCESS_API __attribute__((visibility("default")))

typedef struct eager_poller eager_poller;
typedef struct eager_process eager_process;

/* What a process can be asked for, and what it has: bits. */
enum {
    EAGER_READY_STDOUT = 1,
    EAGER_READY_STDERR = 2,
    EAGER_READY_FRAMES = 4,
    EAGER_READY_EXIT = 8
};

/* What a poller reports of a process. */
enum {
    EAGER_WAKE_READABLE = 0, /* anything of EAGER_READY_ is there */
    EAGER_WAKE_WRITABLE = 1, /* frames can be written, or nobody will read them any more */
    EAGER_WAKE_EXITED = 2,   /* the process is over */
    EAGER_WAKE_INPUT = 3     /* its standard input can be written, or nobody will read it any more */
};

/* The step of a start that failed. */
enum {
    EAGER_STEP_NONE = 0,
    EAGER_STEP_HOST = 1,        /* pipes, memory, the clone itself, or the warden */
    EAGER_STEP_ISOLATE = 2,     /* session, parent-death signal, signal dispositions */
    EAGER_STEP_DESCRIPTORS = 3, /* placing the descriptors */
    EAGER_STEP_DIRECTORY = 4,   /* entering the directory */
    EAGER_STEP_EXECUTE = 5      /* exec: ENOENT no such program, EACCES not executable, ENOEXEC no program */
};

/* What a process and all that descends from it may take together, from its start on. 0: no limit. */
typedef struct eager_limits {
    int64_t duration_ms;
    int64_t processor_ms;
    int64_t memory_bytes; /* resident; a page that several of them share counts for each */
    int64_t processes;
    int64_t file_bytes; /* of one file: a write beyond fails, or ends the writer by SIGXFSZ */
    int64_t open_files; /* of one process: opening more fails */
} eager_limits;

/* Whose reaching ends the process. Files are not among them: a program meets those limits as errors. */
enum { EAGER_LIMIT_NONE = 0, EAGER_LIMIT_DURATION = 1, EAGER_LIMIT_PROCESSOR = 2, EAGER_LIMIT_MEMORY = 3, EAGER_LIMIT_PROCESSES = 4 };

/* How a process ended: `signal` is 0 where it exited by itself, with `status`. */
typedef struct eager_exit {
    int32_t status;
    int32_t signal;
    int32_t limit; /* EAGER_LIMIT_ that was reached, and for which it was killed */
    int64_t used;  /* of that, when it was seen, in the unit of eager_limits */
} eager_exit;

typedef struct eager_wake {
    uint64_t token; /* of eager_process_start */
    uint32_t reason; /* EAGER_WAKE_ */
    uint32_t reserved;
} eager_wake;

typedef struct eager_start {
    const char *path;             /* the program, by a path: PATH is not searched */
    const char *const *arguments; /* ends with NULL; the first is the name the program sees */
    const char *const *environment; /* ends with NULL */
    const char *directory;        /* where it runs; NULL: where the host is */
    const int32_t *descriptors;   /* become 5, 6, … in the process; they stay the caller's */
    int32_t descriptor_count;
    int32_t takes_input; /* not 0: its standard input is a pipe that the host writes, not /dev/null */
    const char *warden; /* path of eager_warden */
    const char *const *wrapper; /* a command that runs the warden, ended with NULL: a sandbox; NULL: none */
    int32_t forks; /* not 0: it forks others when it is asked to (`parent`) */
    /*
     * Forks the process, which then has nothing of this start but its channels, its limits, and the environment, which is added to that of the
     * parent; NULL: it is executed. With a wrapper, the wrapper makes the sandbox, and the process is forked into it (eager_sandbox_enter).
     */
    eager_process *parent;
    int32_t filtered; /* not 0: system calls that only serve to get out of a sandbox fail with EPERM */
    eager_limits limits;
} eager_start;

/* ---- poller: one thread waits for many processes ---------------------------------------------------------------------------- */

/* Makes a poller in *poller. The caller owns it and frees it after the last of its processes. */
EAGER_PROCESS_API int32_t eager_poller_new(eager_poller **poller);

/*
 * Waits until something that was armed has come, at most `timeout_ms` (-1: without end), and writes up to `capacity` wakes.
 * Returns their number. Each wake disarms what it reports. A wake may concern a process that was freed meanwhile.
 */
EAGER_PROCESS_API int32_t eager_poller_wait(eager_poller *poller, eager_wake *wakes, int32_t capacity, int32_t timeout_ms);

EAGER_PROCESS_API void eager_poller_free(eager_poller *poller);

/* ---- process ----------------------------------------------------------------------------------------------------------------- */

/*
 * Starts a process as leader of a session and group of its own, with default signal dispositions and an empty signal mask, and
 * makes *process, which the caller owns. `token` names it in wakes; its two highest bits must be 0. Waits until the program runs.
 *
 * Its limit of open files is that of the host's own parent where the host has raised its own to the most.
 *
 * On failure *failed_step (may be NULL) says where; no process and no descriptor is left. A wrapper that ends before the program runs is no failure:
 * the process is over at once, and what the wrapper wrote is there to be read.
 */
EAGER_PROCESS_API int32_t eager_process_start(
    eager_poller *poller, uint64_t token, const eager_start *start, eager_process **process, int32_t *failed_step);

EAGER_PROCESS_API int32_t eager_process_pid(const eager_process *self);

/* Asks for one wake of the given reason; if it is due already it comes at once. */
EAGER_PROCESS_API int32_t eager_process_arm(eager_process *self, uint32_t reason);

/* What is there to be read, as EAGER_READY_ bits. A channel at its end is ready until the end has been read. */
EAGER_PROCESS_API int32_t eager_process_ready(eager_process *self);

/* Bytes that a channel (one EAGER_READY_ bit) holds at this moment: everything written to it before the call. */
EAGER_PROCESS_API int32_t eager_process_available(eager_process *self, uint32_t channel);

/* Reads up to `capacity` bytes. Returns their number, 0 at the channel's end (from then on), or -EAGAIN where nothing is there. */
EAGER_PROCESS_API ptrdiff_t eager_process_read(eager_process *self, uint32_t channel, uint8_t *bytes, size_t capacity);

/* Writes bytes to the process's frames. Returns how many it took, -EAGAIN where it takes none, -EPIPE where nobody reads. */
EAGER_PROCESS_API ptrdiff_t eager_process_write(eager_process *self, const uint8_t *bytes, size_t count);

/* Writes bytes to the process's standard input, which must be a pipe; one thread at a time. As eager_process_write. */
EAGER_PROCESS_API ptrdiff_t eager_process_write_input(eager_process *self, const uint8_t *bytes, size_t count);

/* Ends the process's standard input: its program meets end of file. The thread that writes it calls this. */
EAGER_PROCESS_API void eager_process_end_input(eager_process *self);

/* Ends the frames to the process. The writing thread calls this. */
EAGER_PROCESS_API void eager_process_hang_up(eager_process *self);

/* Sends a signal to the process alone. -ESRCH where it is over. */
EAGER_PROCESS_API int32_t eager_process_signal(eager_process *self, int32_t signal);

/* Kills the process and all that descends from it. Success where it is over already. */
EAGER_PROCESS_API int32_t eager_process_kill(eager_process *self);

/*
 * Limits the process from this moment on, in place of the limits of its start. Those of files cannot be set any more: they must be 0. -EPIPE where
 * its warden is gone.
 */
EAGER_PROCESS_API int32_t eager_process_limit(eager_process *self, const eager_limits *limits);

/*
 * Where the process and all that descends from it are over: removes them from the system's table and tells how the process ended; the same answer
 * on later calls. -EAGAIN while any of it runs. -ECHILD where another part of the host has taken the status.
 */
EAGER_PROCESS_API int32_t eager_process_reap(eager_process *self, eager_exit *how);

/*
 * Closes all descriptors and frees the memory. NULL is allowed. A process that was not reaped is killed with all that descends from it, but not
 * waited for: the warden's entry in the system's table stays until the host ends.
 */
EAGER_PROCESS_API void eager_process_free(eager_process *self);

/* ---- sandbox: for the process that forks others -------------------------------------------------------------------------------- */

/*
 * Moves the calling program into the sandbox whose warden is at the other end of the socket `entry`: all its namespaces, no capabilities, filtered
 * system calls. Called in a process with one thread that serves for nothing else. Returns 0 in a fork of it, which is inside and a child of the
 * warden; the caller itself ends. Where entering fails it returns -errno, and the warden knows.
 */
EAGER_PROCESS_API int32_t eager_sandbox_enter(int32_t entry);

#ifdef __cplusplus
}
#endif

#endif
