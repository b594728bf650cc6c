// A process under test, and waiting for it by the poller alone.
#ifndef EAGER_PROCESS_FIXTURE_H
#define EAGER_PROCESS_FIXTURE_H

#include <gtest/gtest.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include <unistd.h>

#include "eager/process.h"

// True once no process has this pid; the wait is for the kernel to carry out a kill, bounded by the test's patience.
inline bool gone(pid_t pid)
{
    for (int i = 0; i < 12000; i++) {
        char text[512] = "";
        FILE *stat = std::fopen(("/proc/" + std::to_string(pid) + "/stat").c_str(), "r");
        bool read = stat != nullptr && std::fgets(text, sizeof text, stat) != nullptr;
        if (stat != nullptr)
            std::fclose(stat);
        if (!read || std::strstr(text, ") Z ") != nullptr)
            return true;
        usleep(5000);
    }
    return false;
}

class ProcessTest : public ::testing::Test {
protected:
    static constexpr uint64_t kToken = 7;
    static constexpr int32_t kPatience = 60000; // a busy machine gives a program its second of processor time late

    void SetUp() override
    {
        signal(SIGPIPE, SIG_IGN);
        ASSERT_EQ(0, eager_poller_new(&poller_));
    }

    void TearDown() override
    {
        release();
        eager_poller_free(poller_);
    }

    int32_t start(std::vector<const char *> arguments, const char *directory = nullptr, std::vector<int32_t> given = {})
    {
        arguments.push_back(nullptr);
        const char *environment[] = {"GREETING=hello", nullptr};
        eager_start start = {};
        start.path = arguments[0];
        start.arguments = arguments.data();
        start.environment = environment;
        start.directory = directory;
        start.descriptors = given.data();
        start.descriptor_count = static_cast<int32_t>(given.size());
        start.takes_input = takes_input_ ? 1 : 0;
        start.warden = warden_;
        start.wrapper = wrapper_;
        start.limits = limits_;
        return eager_process_start(poller_, kToken, &start, &process_, &step_);
    }

    int32_t shell(const char *script) { return start({"/bin/sh", "-c", script}); }

    // Waits for one wake of the given reason.
    void await(uint32_t reason)
    {
        ASSERT_EQ(0, eager_process_arm(process_, reason));
        eager_wake wake = {};
        ASSERT_EQ(1, eager_poller_wait(poller_, &wake, 1, kPatience));
        EXPECT_EQ(kToken, wake.token);
        EXPECT_EQ(reason, wake.reason);
    }

    std::string read_to_end(uint32_t channel)
    {
        std::string all;
        uint8_t bytes[4096];
        for (;;) {
            ptrdiff_t count = eager_process_read(process_, channel, bytes, sizeof bytes);
            if (count > 0)
                all.append(reinterpret_cast<char *>(bytes), static_cast<size_t>(count));
            else if (count == -EAGAIN)
                await(EAGER_WAKE_READABLE);
            else
                return all;
            if (HasFatalFailure())
                return all;
        }
    }

    // Reads standard output up to the end of a line.
    std::string read_line()
    {
        std::string line;
        uint8_t byte;
        while (line.empty() || line.back() != '\n') {
            ptrdiff_t count = eager_process_read(process_, EAGER_READY_STDOUT, &byte, 1);
            if (count == 1)
                line.push_back(static_cast<char>(byte));
            else if (count == -EAGAIN)
                await(EAGER_WAKE_READABLE);
            if (count == 0 || HasFatalFailure())
                break;
        }
        return line;
    }

    eager_exit reap()
    {
        eager_exit how = {};
        await(EAGER_WAKE_EXITED);
        EXPECT_EQ(0, eager_process_reap(process_, &how));
        return how;
    }

    // Ends the process as a host does: kill, wait, reap, free.
    void release()
    {
        if (process_ == nullptr)
            return;
        EXPECT_EQ(0, eager_process_kill(process_));
        reap();
        eager_process_free(process_);
        process_ = nullptr;
    }

    eager_poller *poller_ = nullptr;
    eager_process *process_ = nullptr;
    int32_t step_ = -1;
    bool takes_input_ = false;
    const char *warden_ = EAGER_WARDEN;
    const char *const *wrapper_ = nullptr;
    eager_limits limits_ = {};
};

#endif
