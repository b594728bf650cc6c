#define _GNU_SOURCE
#include "tree.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { STAT_SIZE = 512 };

/* Parent and group of a process. 0 where there is no such process any more. */
static int read_parent(const char *pid, pid_t *parent, pid_t *group)
{
    char path[64], text[STAT_SIZE];
    snprintf(path, sizeof path, "/proc/%s/stat", pid);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return 0;
    ssize_t count = read(file, text, sizeof text - 1);
    close(file);
    if (count <= 0)
        return 0;
    text[count] = '\0';
    /* The name before it may hold anything, brackets too. */
    const char *rest = strrchr(text, ')');
    return rest != NULL && sscanf(rest, ") %*c %d %d", parent, group) == 2;
}

/*
 * Kills each child with its whole group, which the kernel does at once, however fast the group forks. A child that nobody has waited for keeps its
 * group's number from being given to others. Returns the number of children.
 */
static int kill_children(void)
{
    DIR *table = opendir("/proc");
    if (table == NULL)
        return 0;
    int count = 0;
    pid_t self = getpid(), parent, group;
    for (struct dirent *entry; (entry = readdir(table)) != NULL;) {
        if (entry->d_name[0] < '1' || entry->d_name[0] > '9' || !read_parent(entry->d_name, &parent, &group) || parent != self)
            continue;
        if (group != getpgrp())
            kill(-group, SIGKILL);
        kill((pid_t)atoi(entry->d_name), SIGKILL);
        count++;
    }
    closedir(table);
    return count;
}

void eager_tree_end(void)
{
    for (;;) {
        pid_t reaped;
        do
            reaped = waitpid(-1, NULL, WNOHANG);
        while (reaped > 0);
        if (reaped < 0)
            return;
        for (int killed = kill_children(); killed > 0 && waitpid(-1, NULL, 0) > 0; killed--)
            continue;
    }
}
