#include <dirent.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"

namespace {

int open_descriptors()
{
    int count = 0;
    DIR *folder = opendir("/proc/self/fd");
    while (readdir(folder) != nullptr)
        count++;
    closedir(folder);
    return count;
}

TEST_F(ProcessTest, Start_should_give_the_program_its_output_environment_and_directory)
{
    ASSERT_EQ(0, start({"/bin/sh", "-c", "echo $GREETING; pwd; echo oops >&2"}, "/usr"));
    EXPECT_EQ("hello\n/usr\n", read_to_end(EAGER_READY_STDOUT));
    EXPECT_EQ("oops\n", read_to_end(EAGER_READY_STDERR));
    EXPECT_EQ(0, reap().status);
}

TEST_F(ProcessTest, Start_should_name_the_error_when_the_program_is_missing)
{
    EXPECT_EQ(-ENOENT, start({"/no/such/program"}));
    EXPECT_EQ(EAGER_STEP_EXECUTE, step_);
}

TEST_F(ProcessTest, Start_should_name_the_error_when_the_program_is_not_executable)
{
    EXPECT_EQ(-EACCES, start({"/etc/passwd"}));
    EXPECT_EQ(EAGER_STEP_EXECUTE, step_);
}

TEST_F(ProcessTest, Start_should_name_the_error_when_the_file_is_no_program)
{
    char path[] = "/tmp/eager-process-XXXXXX";
    int file = mkstemp(path);
    ASSERT_EQ(4, write(file, "\1\2\3\4", 4));
    fchmod(file, 0755);
    close(file);
    EXPECT_EQ(-ENOEXEC, start({path}));
    EXPECT_EQ(EAGER_STEP_EXECUTE, step_);
    unlink(path);
}

TEST_F(ProcessTest, Start_should_name_the_error_when_the_directory_is_missing)
{
    EXPECT_EQ(-ENOENT, start({"/bin/true"}, "/no/such/folder"));
    EXPECT_EQ(EAGER_STEP_DIRECTORY, step_);
}

TEST_F(ProcessTest, Start_should_blame_the_host_when_the_warden_is_missing)
{
    warden_ = "/no/such/warden";
    EXPECT_EQ(-ENOENT, start({"/bin/true"}));
    EXPECT_EQ(EAGER_STEP_HOST, step_);
}

TEST_F(ProcessTest, Start_should_leave_no_zombie_and_no_descriptor_when_it_fails)
{
    int before = open_descriptors();
    for (int i = 0; i < 50; i++)
        EXPECT_EQ(-ENOENT, start({"/no/such/program"}));
    EXPECT_EQ(before, open_descriptors());
    EXPECT_EQ(-1, waitpid(-1, nullptr, WNOHANG));
    EXPECT_EQ(ECHILD, errno);
}

TEST_F(ProcessTest, Start_should_give_exactly_the_promised_descriptors)
{
    int stray = open("/etc/passwd", O_RDONLY); // inheritable on purpose
    int given = open("/etc/group", O_RDONLY | O_CLOEXEC);
    ASSERT_EQ(0, start({"/bin/sh", "-c", "ls /proc/$$/fd; cd /proc/$$/fd; readlink 0 5"}, nullptr, {given}));
    EXPECT_EQ("0\n1\n2\n3\n4\n5\n/dev/null\n/etc/group\n", read_to_end(EAGER_READY_STDOUT));
    close(stray);
    close(given);
}

TEST_F(ProcessTest, Start_should_place_given_descriptors_whose_numbers_lie_in_the_range_to_be_filled)
{
    int low = dup(STDIN_FILENO);
    int given = open("/etc/group", O_RDONLY | O_CLOEXEC);
    ASSERT_LT(given, 20);
    std::vector<int32_t> all = {given, low, given, low, given, low, given};
    ASSERT_EQ(0, start({"/bin/sh", "-c", "readlink /proc/$$/fd/5 /proc/$$/fd/7 /proc/$$/fd/11"}, nullptr, all));
    EXPECT_EQ("/etc/group\n/etc/group\n/etc/group\n", read_to_end(EAGER_READY_STDOUT));
    close(low);
    close(given);
}

TEST_F(ProcessTest, Start_should_reset_signals_when_the_host_blocks_and_ignores_them)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int32_t status = shell("grep -E 'Sig(Blk|Ign)' /proc/self/status");
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    ASSERT_EQ(0, status);
    EXPECT_EQ("SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n", read_to_end(EAGER_READY_STDOUT));
}

TEST_F(ProcessTest, Start_should_leave_the_hosts_signal_mask_as_it_was)
{
    sigset_t one, after;
    sigemptyset(&one);
    sigaddset(&one, SIGUSR1);
    pthread_sigmask(SIG_SETMASK, &one, nullptr);
    ASSERT_EQ(0, shell("exit 0"));
    sigset_t none;
    sigemptyset(&none);
    pthread_sigmask(SIG_SETMASK, &none, &after);
    EXPECT_TRUE(sigismember(&after, SIGUSR1));
    EXPECT_FALSE(sigismember(&after, SIGTERM));
}

TEST_F(ProcessTest, Start_should_give_the_limit_of_open_files_that_the_hosts_parent_has_when_the_host_raised_its_own)
{
    // Here the host is a child of this test, whose limit is the lower one.
    struct rlimit own;
    ASSERT_EQ(0, getrlimit(RLIMIT_NOFILE, &own));
    struct rlimit lower = {own.rlim_cur / 2, own.rlim_max};
    ASSERT_EQ(0, setrlimit(RLIMIT_NOFILE, &lower));
    pid_t host = fork();
    if (host == 0) {
        struct rlimit raised = {lower.rlim_max, lower.rlim_max};
        setrlimit(RLIMIT_NOFILE, &raised);
        std::string script = "test $(ulimit -Sn) = " + std::to_string(lower.rlim_cur);
        _exit(shell(script.c_str()) == 0 ? reap().status : 99);
    }
    int status = 0;
    waitpid(host, &status, 0);
    setrlimit(RLIMIT_NOFILE, &own);
    EXPECT_EQ(0, WEXITSTATUS(status));
}

TEST_F(ProcessTest, Start_should_make_the_program_leader_of_its_own_session_and_group)
{
    ASSERT_EQ(0, shell("cut -d' ' -f5,6 /proc/$$/stat"));
    std::string pid = std::to_string(eager_process_pid(process_));
    EXPECT_EQ(pid + " " + pid + "\n", read_to_end(EAGER_READY_STDOUT));
}

TEST_F(ProcessTest, Reap_should_tell_the_status_again_when_asked_again)
{
    ASSERT_EQ(0, shell("exit 3"));
    EXPECT_EQ(3, reap().status);
    eager_exit how = {};
    EXPECT_EQ(0, eager_process_reap(process_, &how));
    EXPECT_EQ(3, how.status);
    EXPECT_EQ(0, how.signal);
}

TEST_F(ProcessTest, Reap_should_refuse_while_the_process_runs)
{
    ASSERT_EQ(0, start({"/bin/sleep", "1000"}));
    eager_exit how = {};
    EXPECT_EQ(-EAGAIN, eager_process_reap(process_, &how));
}

TEST_F(ProcessTest, Reap_should_tell_the_signal_that_ended_the_process)
{
    ASSERT_EQ(0, start({"/bin/sleep", "1000"}));
    EXPECT_EQ(0, eager_process_signal(process_, SIGINT));
    EXPECT_EQ(SIGINT, reap().signal);
    EXPECT_EQ(-ESRCH, eager_process_signal(process_, SIGINT));
    EXPECT_EQ(0, eager_process_kill(process_));
}

TEST_F(ProcessTest, Input_should_be_at_its_end_when_the_host_writes_none)
{
    ASSERT_EQ(0, shell("cat; echo over"));
    EXPECT_EQ("over\n", read_to_end(EAGER_READY_STDOUT));
}

TEST_F(ProcessTest, Input_should_be_what_the_host_writes_up_to_its_end)
{
    takes_input_ = true;
    ASSERT_EQ(0, shell("cat; echo over"));
    EXPECT_EQ(5, eager_process_write_input(process_, reinterpret_cast<const uint8_t *>("bytes"), 5));
    eager_process_end_input(process_);
    EXPECT_EQ("bytesover\n", read_to_end(EAGER_READY_STDOUT));
}

TEST_F(ProcessTest, Input_should_take_no_more_than_its_pipe_until_the_program_reads)
{
    takes_input_ = true;
    ASSERT_EQ(0, shell("read line; head -c 100000 >/dev/null; echo done; cat >/dev/null"));
    std::vector<uint8_t> bytes(1 << 20, '\n');
    ptrdiff_t taken = eager_process_write_input(process_, bytes.data(), bytes.size());
    EXPECT_GT(taken, 0);
    EXPECT_LT(taken, static_cast<ptrdiff_t>(bytes.size()));
    for (ptrdiff_t more = 0; taken < 200000; taken += more > 0 ? more : 0) {
        await(EAGER_WAKE_INPUT);
        more = eager_process_write_input(process_, bytes.data(), bytes.size());
        ASSERT_TRUE(more > 0 || more == -EAGAIN);
    }
    eager_process_end_input(process_);
    EXPECT_EQ("done\n", read_to_end(EAGER_READY_STDOUT));
}

TEST_F(ProcessTest, Input_should_tell_when_nobody_reads_it_any_more)
{
    takes_input_ = true;
    ASSERT_EQ(0, shell("exec 0<&-; echo closed; sleep 1000"));
    EXPECT_EQ("closed\n", read_line());
    await(EAGER_WAKE_INPUT);
    EXPECT_EQ(-EPIPE, eager_process_write_input(process_, reinterpret_cast<const uint8_t *>("x"), 1));
}

TEST_F(ProcessTest, Free_should_return_every_descriptor)
{
    ASSERT_EQ(0, shell("exit 0"));
    release();
    int before = open_descriptors();
    for (int i = 0; i < 100; i++) {
        ASSERT_EQ(0, shell("echo x"));
        read_to_end(EAGER_READY_STDOUT);
        release();
    }
    EXPECT_EQ(before, open_descriptors());
    EXPECT_EQ(-1, waitpid(-1, nullptr, WNOHANG));
}

} // namespace
