#define _GNU_SOURCE
#include "tree.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { STAT_SIZE = 512, MAX_MEASURED = 8192 };

/* A line of the system's table. */
typedef struct process_entry {
    pid_t pid;
    pid_t parent;
    pid_t group;
    int64_t ticks;
    int64_t pages;
    bool descends;
} process_entry;

/* False where there is no such process any more. */
static bool read_entry(const char *pid, process_entry *entry)
{
    char path[64], text[STAT_SIZE];
    snprintf(path, sizeof path, "/proc/%s/stat", pid);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    ssize_t count = read(file, text, sizeof text - 1);
    close(file);
    if (count <= 0)
        return false;
    text[count] = '\0';
    /* The name before it may hold anything, brackets too. */
    const char *rest = strrchr(text, ')');
    long long user, system, user_of_children, system_of_children, pages;
    if (rest == NULL ||
        sscanf(rest, ") %*c %d %d %*d %*d %*d %*u %*u %*u %*u %*u %lld %lld %lld %lld %*d %*d %*d %*d %*u %*u %lld", &entry->parent,
            &entry->group, &user, &system, &user_of_children, &system_of_children, &pages) != 7)
        return false;
    entry->pid = (pid_t)atoi(pid);
    entry->ticks = user + system + user_of_children + system_of_children;
    entry->pages = pages;
    entry->descends = false;
    return true;
}

/* Reads the table's next process. False at its end. */
static bool next_entry(DIR *table, process_entry *entry)
{
    for (struct dirent *item; (item = readdir(table)) != NULL;) {
        if (item->d_name[0] >= '1' && item->d_name[0] <= '9' && read_entry(item->d_name, entry))
            return true;
    }
    return false;
}

static bool has_parent_in(const process_entry *entries, int count, pid_t parent)
{
    for (int i = 0; i < count; i++) {
        if (entries[i].descends && entries[i].pid == parent)
            return true;
    }
    return false;
}

/* Marks those whose line of parents leads to this process. */
static void mark_descendants(process_entry *entries, int count)
{
    pid_t self = getpid();
    for (bool found = true; found;) {
        found = false;
        for (int i = 0; i < count; i++) {
            if (!entries[i].descends && (entries[i].parent == self || has_parent_in(entries, count, entries[i].parent)))
                found = entries[i].descends = true;
        }
    }
}

eager_tree_use eager_tree_measure(void)
{
    static process_entry entries[MAX_MEASURED];
    eager_tree_use use = {0};
    DIR *table = opendir("/proc");
    if (table == NULL)
        return use;
    int count = 0;
    while (count < MAX_MEASURED && next_entry(table, &entries[count]))
        count++;
    closedir(table);
    mark_descendants(entries, count);
    for (int i = 0; i < count; i++) {
        if (!entries[i].descends)
            continue;
        use.processes++;
        use.pages += entries[i].pages;
        use.ticks += entries[i].ticks;
    }
    return use;
}

int64_t eager_tree_pages(pid_t pid)
{
    char name[16];
    process_entry entry;
    snprintf(name, sizeof name, "%d", (int)pid);
    return read_entry(name, &entry) ? entry.pages : 0;
}

/*
 * Kills each child with its whole group, which the kernel does at once, however fast the group forks. A child that nobody has waited for keeps its
 * group's number from being given to others. Returns the number of children.
 */
static int kill_children(void)
{
    pid_t self = getpid();
    if (self == 1)
        kill(-1, SIGKILL); /* the first process of a namespace means all others in it */
    DIR *table = opendir("/proc");
    if (table == NULL)
        return 0;
    int count = 0;
    for (process_entry entry; next_entry(table, &entry);) {
        if (entry.parent != self)
            continue;
        if (entry.group > 1 && entry.group != getpgrp())
            kill(-entry.group, SIGKILL);
        kill(entry.pid, SIGKILL);
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
