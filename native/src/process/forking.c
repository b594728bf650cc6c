#define _GNU_SOURCE
#include "forking.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#include "command.h"

int32_t eager_fork_ask(int door, const eager_start *start, const int *descriptors)
{
    char limits[EAGER_LIMITS_TEXT];
    eager_limits_write(&start->limits, limits);
    /* The zero byte that ends the warden's path parts it from the limits. */
    struct iovec text[] = {{(void *)(uintptr_t)start->warden, strlen(start->warden) + 1}, {limits, strlen(limits)}};
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(EAGER_FORK_DESCRIPTORS * sizeof(int))];
    } rights = {.header = {.cmsg_len = CMSG_LEN(EAGER_FORK_DESCRIPTORS * sizeof(int)), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS}};
    memcpy(CMSG_DATA(&rights.header), descriptors, EAGER_FORK_DESCRIPTORS * sizeof(int));
    struct msghdr message = {.msg_iov = text, .msg_iovlen = 2, .msg_control = &rights, .msg_controllen = sizeof rights.bytes};
    return sendmsg(door, &message, MSG_NOSIGNAL | MSG_DONTWAIT) < 0 ? -errno : 0;
}
