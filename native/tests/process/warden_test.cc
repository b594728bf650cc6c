#include <sys/wait.h>
#include <unistd.h>

#include <thread>

#include "fixture.h"

namespace {

class WardenTest : public ProcessTest {
protected:
    void order(int32_t number)
    {
        ASSERT_EQ(static_cast<ptrdiff_t>(sizeof number),
            eager_process_write(process_, reinterpret_cast<uint8_t *>(&number), sizeof number));
    }

    // A group of one process that waits to be killed.
    pid_t bystander()
    {
        pid_t pid = fork();
        if (pid == 0) {
            setpgid(0, 0);
            for (;;)
                pause();
        }
        setpgid(pid, pid);
        bystanders_.push_back(pid);
        return pid;
    }

    int signal_of(pid_t pid)
    {
        int status = 0;
        EXPECT_EQ(pid, waitpid(pid, &status, 0));
        return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    }

    std::vector<pid_t> bystanders_;
};

TEST_F(WardenTest, Warden_should_kill_the_groups_that_are_watched_when_its_host_is_gone)
{
    survives_ = true;
    pid_t watched = bystander(), forgotten = bystander();
    ASSERT_EQ(0, start({EAGER_WARDEN}));
    for (int32_t number : {0, 1, -1, static_cast<int32_t>(forgotten), static_cast<int32_t>(watched), -static_cast<int32_t>(forgotten)})
        order(number);

    eager_process_hang_up(process_);

    EXPECT_EQ(SIGKILL, signal_of(watched));
    EXPECT_EQ(0, reap().status);
    EXPECT_EQ(0, kill(forgotten, SIGTERM));
    EXPECT_EQ(SIGTERM, signal_of(forgotten));
}

TEST_F(WardenTest, Process_should_go_on_when_the_thread_that_started_it_ends_and_it_survives)
{
    survives_ = true;
    std::thread thread([this] { ASSERT_EQ(0, shell("read line <&3; exit 5")); });
    thread.join();
    order('\n');
    EXPECT_EQ(5, reap().status);
}

} // namespace
