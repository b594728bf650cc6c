#define _GNU_SOURCE
#include "entry.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int32_t eager_entry_offer(int entry, int descriptor)
{
    char byte = 0;
    struct iovec text = {&byte, sizeof byte};
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(sizeof(int))];
    } rights = {.header = {.cmsg_len = CMSG_LEN(sizeof(int)), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS}};
    memcpy(CMSG_DATA(&rights.header), &descriptor, sizeof descriptor);
    struct msghdr message = {.msg_iov = &text, .msg_iovlen = 1, .msg_control = &rights, .msg_controllen = sizeof rights.bytes};
    return sendmsg(entry, &message, MSG_NOSIGNAL) < 0 ? -errno : 0;
}

int eager_entry_take(int entry)
{
    char byte;
    struct iovec text = {&byte, sizeof byte};
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(sizeof(int))];
    } rights;
    struct msghdr message = {.msg_iov = &text, .msg_iovlen = 1, .msg_control = &rights, .msg_controllen = sizeof rights.bytes};
    ssize_t count = recvmsg(entry, &message, MSG_CMSG_CLOEXEC);
    if (count <= 0)
        return count < 0 ? -errno : -EPIPE;
    const struct cmsghdr *given = CMSG_FIRSTHDR(&message);
    if (given == NULL || given->cmsg_type != SCM_RIGHTS || given->cmsg_len != CMSG_LEN(sizeof(int)))
        return -EPROTO;
    int descriptor;
    memcpy(&descriptor, CMSG_DATA(given), sizeof descriptor);
    return descriptor;
}

void eager_entry_answer(int entry, int32_t answer)
{
    send(entry, &answer, sizeof answer, MSG_NOSIGNAL);
}

int32_t eager_entry_answered(int entry)
{
    int32_t answer;
    ssize_t count = recv(entry, &answer, sizeof answer, 0);
    if (count < 0)
        return -errno;
    return count == sizeof answer ? answer : -EPIPE;
}
