#include <csignal>

#include "fixture.h"

namespace {

class LimitsTest : public ProcessTest {
protected:
    // Runs a Python program to its end, or to its limit.
    eager_exit python(const char *program)
    {
        EXPECT_EQ(0, start({"/usr/bin/python3", "-I", "-S", "-c", program}));
        return reap();
    }
};

TEST_F(LimitsTest, Duration_should_end_a_program_that_sleeps)
{
    limits_.duration_ms = 200;
    eager_exit how = python("import time; time.sleep(1000)");
    EXPECT_EQ(EAGER_LIMIT_DURATION, how.limit);
    EXPECT_LE(200, how.used);
    EXPECT_EQ(SIGKILL, how.signal);
}

TEST_F(LimitsTest, Limits_should_count_from_the_moment_when_they_are_set_later)
{
    ASSERT_EQ(0, start({"/usr/bin/python3", "-I", "-S", "-c", "import time; time.sleep(1000)"}));
    usleep(300000);
    eager_limits later = {};
    later.duration_ms = 200;
    ASSERT_EQ(0, eager_process_limit(process_, &later));
    eager_exit how = reap();
    EXPECT_EQ(EAGER_LIMIT_DURATION, how.limit);
    EXPECT_LE(200, how.used);
}

TEST_F(LimitsTest, Limits_on_files_should_be_refused_later)
{
    ASSERT_EQ(0, shell("exec sleep 1000"));
    eager_limits later = {};
    later.open_files = 10;
    EXPECT_EQ(-EINVAL, eager_process_limit(process_, &later));
}

TEST_F(LimitsTest, Processor_time_should_end_a_program_that_computes_and_not_one_that_sleeps)
{
    limits_.processor_ms = 300;
    EXPECT_EQ(EAGER_LIMIT_PROCESSOR, python("while True: pass").limit);
    eager_process_free(process_);
    process_ = nullptr;
    EXPECT_EQ(EAGER_LIMIT_NONE, python("import time; time.sleep(0.6)").limit);
}

TEST_F(LimitsTest, Processor_time_should_count_children_that_are_over)
{
    limits_.processor_ms = 500;
    EXPECT_EQ(EAGER_LIMIT_PROCESSOR, python("import os, time\n"
                                            "while True:\n"
                                            "    if os.fork() == 0:\n"
                                            "        while time.process_time() < 0.05: pass\n"
                                            "        os._exit(0)\n"
                                            "    os.wait()\n").limit);
}

TEST_F(LimitsTest, Memory_should_end_a_program_that_takes_more)
{
    limits_.memory_bytes = 64 << 20;
    EXPECT_EQ(EAGER_LIMIT_MEMORY, python("import time\nkept = []\n"
                                         "while len(kept) < 200: kept.append(bytearray(b'x') * (1 << 20)); time.sleep(0.005)\n").limit);
}

TEST_F(LimitsTest, Memory_should_count_children_that_left_the_group)
{
    limits_.memory_bytes = 64 << 20;
    EXPECT_EQ(EAGER_LIMIT_MEMORY, python("import os, time\n"
                                         "for i in range(4):\n"
                                         "    if os.fork() == 0:\n"
                                         "        os.setsid()\n"
                                         "        kept = bytearray(b'x') * (20 << 20)\n"
                                         "        time.sleep(1000)\n"
                                         "time.sleep(1000)\n").limit);
}

TEST_F(LimitsTest, Processes_should_end_a_program_that_starts_more)
{
    limits_.processes = 10;
    EXPECT_EQ(EAGER_LIMIT_PROCESSES, python("import os, time\n"
                                            "for i in range(40):\n"
                                            "    if os.fork() == 0: time.sleep(1000)\n"
                                            "time.sleep(1000)\n").limit);
}

TEST_F(LimitsTest, Files_should_be_met_as_errors)
{
    limits_.file_bytes = 65536;
    limits_.open_files = 32;
    EXPECT_EQ(0, python("import os, signal, tempfile\n"
                        "f = tempfile.TemporaryFile(buffering=0)\n"
                        "f.write(b'x' * 65536)\n"
                        "try: f.write(b'x'); os._exit(1)\n"
                        "except OSError: pass\n"
                        "try: kept = [os.dup(1) for _ in range(40)]; os._exit(2)\n"
                        "except OSError: os._exit(0)\n").status);
}

TEST_F(LimitsTest, Program_should_run_as_ever_within_its_limits)
{
    limits_ = {60000, 60000, 1 << 30, 100, 1 << 30, 256};
    eager_exit how = python("import sys; sys.exit(4)");
    EXPECT_EQ(4, how.status);
    EXPECT_EQ(EAGER_LIMIT_NONE, how.limit);
}

} // namespace
