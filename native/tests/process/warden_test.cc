#include <sys/wait.h>

#include <csignal>

#include "fixture.h"

namespace {

// A child that leaves its parent's group and session, prints its number and waits; its own parent is over.
constexpr char kDaemon[] = "import os, signal, sys\n"
                           "heard, told = os.pipe()\n"
                           "if os.fork() == 0:\n"
                           "    os.setsid()\n"
                           "    if os.fork() == 0:\n"
                           "        signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\n"
                           "        os.write(1, b'%d\\n' % os.getpid())\n"
                           "        os.write(told, b'x')\n"
                           "        os.closerange(0, 64)\n"
                           "        while True: signal.pause()\n"
                           "    os._exit(0)\n"
                           "os.wait(); os.read(heard, 1)\n";

class WardenTest : public ProcessTest {
protected:
    // Starts a program that leaves a daemon behind and then does what `then` says. Returns the daemon's number.
    pid_t start_daemon(const std::string &then)
    {
        std::string script = kDaemon + then;
        if (start({"/usr/bin/python3", "-I", "-S", "-c", script.c_str()}) != 0)
            return 0;
        std::string line = read_line();
        return line.empty() ? 0 : std::stoi(line);
    }
};

TEST_F(WardenTest, Program_should_leave_no_daemon_when_it_is_over)
{
    pid_t daemon = start_daemon("sys.exit(3)");
    ASSERT_GT(daemon, 1);
    EXPECT_EQ(3, reap().status);
    EXPECT_EQ(-1, kill(daemon, 0)); // gone when the program's end is told, not some time later
    EXPECT_EQ(ESRCH, errno);
}

TEST_F(WardenTest, Program_should_leave_no_daemon_when_it_is_killed)
{
    pid_t daemon = start_daemon("signal.pause()");
    ASSERT_GT(daemon, 1);
    EXPECT_EQ(0, eager_process_kill(process_));
    EXPECT_EQ(SIGKILL, reap().signal);
    EXPECT_EQ(-1, kill(daemon, 0));
}

TEST_F(WardenTest, Program_should_leave_no_daemon_when_its_host_is_gone)
{
    pid_t daemon = start_daemon("signal.pause()");
    ASSERT_GT(daemon, 1);
    pid_t program = eager_process_pid(process_);
    eager_process_free(process_);
    process_ = nullptr;
    EXPECT_TRUE(gone(program));
    EXPECT_TRUE(gone(daemon));
    while (waitpid(-1, nullptr, 0) > 0) // the warden, as init would, unless it was over before it was freed
        continue;
    EXPECT_EQ(ECHILD, errno);
}

TEST_F(WardenTest, Program_should_leave_no_chain_of_daemons)
{
    ASSERT_EQ(0, start({"/usr/bin/python3", "-I", "-S", "-c",
                     "import os, signal\n"
                     "for i in range(50):\n"
                     "    if os.fork():\n"
                     "        if i: signal.pause()\n"
                     "        os.wait()\n"
                     "    os.setsid()\n"
                     "os.write(1, b'%d\\n' % os.getpid())\n"
                     "signal.pause()\n"}));
    std::string last = read_line();
    ASSERT_FALSE(last.empty());
    EXPECT_EQ(0, eager_process_kill(process_));
    reap();
    EXPECT_EQ(-1, kill(std::stoi(last), 0));
}

TEST_F(WardenTest, Program_should_leave_nothing_of_its_group)
{
    ASSERT_EQ(0, shell("sleep 1000 & echo $!"));
    pid_t child = std::stoi(read_line());
    EXPECT_EQ(0, reap().status);
    EXPECT_EQ(-1, kill(child, 0));
}

TEST_F(WardenTest, Program_should_be_over_when_its_warden_is_killed)
{
    ASSERT_EQ(0, shell("sleep 1000 & echo $!; kill -KILL $PPID; wait"));
    pid_t child = std::stoi(read_line());
    EXPECT_EQ(SIGKILL, reap().signal);
    EXPECT_TRUE(gone(child));
}

TEST_F(WardenTest, Program_should_not_escape_a_kill_by_stopping_its_warden)
{
    ASSERT_EQ(0, shell("kill -STOP $PPID; echo stopped; exec sleep 1000"));
    read_line();
    EXPECT_EQ(0, eager_process_kill(process_));
    EXPECT_EQ(SIGKILL, reap().signal);
}

TEST_F(WardenTest, Program_should_not_hurt_its_warden_by_signals_that_can_be_blocked)
{
    ASSERT_EQ(0, shell("for s in HUP INT QUIT TERM USR1 ALRM PIPE; do kill -$s $PPID; done; exit 7"));
    EXPECT_EQ(7, reap().status);
}

TEST_F(WardenTest, Program_should_not_meet_its_orphans_as_children_of_its_own)
{
    ASSERT_EQ(0, start({"/usr/bin/python3", "-I", "-S", "-c",
                     "import os\n"
                     "if os.fork() == 0:\n"
                     "    if os.fork() == 0: os._exit(1)\n"
                     "    os._exit(2)\n"
                     "print(os.waitstatus_to_exitcode(os.wait()[1]))\n"
                     "try: os.wait()\n"
                     "except ChildProcessError: print('none')\n"}));
    EXPECT_EQ("2\nnone\n", read_to_end(EAGER_READY_STDOUT));
}

TEST_F(WardenTest, Wrapper_should_be_run_around_the_warden)
{
    const char *wrapper[] = {"/usr/bin/env", "WRAPPED=yes", nullptr};
    wrapper_ = wrapper;
    ASSERT_EQ(0, shell("echo $WRAPPED; exit 9"));
    EXPECT_EQ("yes\n", read_to_end(EAGER_READY_STDOUT));
    EXPECT_EQ(9, reap().status);
}

TEST_F(WardenTest, Wrapper_that_refuses_should_leave_its_complaint_and_its_status)
{
    const char *wrapper[] = {"/bin/sh", "-c", "echo refused >&2; exit 5", nullptr};
    wrapper_ = wrapper;
    ASSERT_EQ(0, shell("echo never"));
    EXPECT_EQ("refused\n", read_to_end(EAGER_READY_STDERR));
    EXPECT_EQ(5, reap().status);
}

} // namespace
