/*
 * A list of what is denied, not of what is allowed: the namespaces are the boundary, the filter keeps programs from the parts of the kernel that
 * only serve to get out of one. A denied call fails with EPERM, as it would for want of a privilege.
 */
#define _GNU_SOURCE
#include "filter.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#ifndef CLONE_NEWTIME
#define CLONE_NEWTIME 0x00000080
#endif

#if defined(__x86_64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_X86_64
#define HIGHEST_CALL 0x3fffffff /* above it lie the calls of another calling convention */
#elif defined(__aarch64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_AARCH64
#define HIGHEST_CALL 0x7fffffff
#else
#error "no filter for this architecture"
#endif

#define NAMESPACES \
    (CLONE_NEWCGROUP | CLONE_NEWIPC | CLONE_NEWNET | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWTIME | CLONE_NEWUSER | CLONE_NEWUTS)

#define LOAD(member) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, member))
#define RETURN(action) BPF_STMT(BPF_RET | BPF_K, action)
#define DENIED (SECCOMP_RET_ERRNO | EPERM)
#define DENY(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 1), RETURN(DENIED)

static const struct sock_filter code[] = {
    LOAD(arch),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OWN_ARCHITECTURE, 1, 0),
    RETURN(SECCOMP_RET_KILL_PROCESS),
    LOAD(nr),
    BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, HIGHEST_CALL, 0, 1),
    RETURN(SECCOMP_RET_KILL_PROCESS),

    /* Other processes and the kernel's own memory. */
    DENY(ptrace), DENY(process_vm_readv), DENY(process_vm_writev), DENY(kcmp), DENY(pidfd_getfd), DENY(perf_event_open),
    DENY(bpf), DENY(userfaultfd), DENY(lookup_dcookie), DENY(process_madvise),
    /* Mounts and namespaces. */
    DENY(mount), DENY(umount2), DENY(pivot_root), DENY(chroot), DENY(setns), DENY(unshare), DENY(open_tree), DENY(move_mount),
    DENY(fsopen), DENY(fsconfig), DENY(fsmount), DENY(fspick), DENY(mount_setattr), DENY(open_by_handle_at), DENY(name_to_handle_at),
    /* Keys, modules, the machine. */
    DENY(keyctl), DENY(add_key), DENY(request_key), DENY(init_module), DENY(finit_module), DENY(delete_module), DENY(kexec_load),
    DENY(kexec_file_load), DENY(reboot), DENY(swapon), DENY(swapoff), DENY(acct), DENY(quotactl), DENY(syslog), DENY(settimeofday),
    DENY(clock_settime), DENY(clock_adjtime), DENY(adjtimex), DENY(sethostname), DENY(setdomainname), DENY(vhangup), DENY(nfsservctl),
    /* Whose requests no filter sees. */
    DENY(io_uring_setup), DENY(io_uring_enter), DENY(io_uring_register),
#if defined(__x86_64__)
    DENY(iopl), DENY(ioperm), DENY(modify_ldt), DENY(uselib), DENY(_sysctl),
#endif

    /* The C library takes clone where clone3, whose flags no filter sees, is missing. */
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone3, 0, 1),
    RETURN(SECCOMP_RET_ERRNO | ENOSYS),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 3),
    LOAD(args[0]),
    BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, NAMESPACES, 0, 1),
    RETURN(DENIED),
    RETURN(SECCOMP_RET_ALLOW),
};

__attribute__((no_sanitize_address)) int eager_filter_install(void)
{
    const struct sock_fprog program = {
        .len = (unsigned short)(sizeof code / sizeof *code), .filter = (struct sock_filter *)(uintptr_t)code};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return -1;
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}
