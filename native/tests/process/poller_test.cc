#include "fixture.h"

namespace {

using PollerTest = ProcessTest;

TEST_F(PollerTest, Wait_should_report_nothing_when_nothing_was_armed)
{
    ASSERT_EQ(0, shell("echo x"));
    eager_wake wake = {};
    EXPECT_EQ(0, eager_poller_wait(poller_, &wake, 1, 100));
}

TEST_F(PollerTest, Wait_should_report_once_for_one_arming)
{
    ASSERT_EQ(0, shell("echo x; exec sleep 1000"));
    await(EAGER_WAKE_READABLE);
    eager_wake wake = {};
    EXPECT_EQ(0, eager_poller_wait(poller_, &wake, 1, 50));
}

TEST_F(PollerTest, Wait_should_report_at_once_when_what_was_armed_is_there_already)
{
    ASSERT_EQ(0, shell("echo x; exec sleep 1000"));
    await(EAGER_WAKE_READABLE);
    await(EAGER_WAKE_READABLE);
    EXPECT_EQ(EAGER_READY_STDOUT, eager_process_ready(process_));
}

TEST_F(PollerTest, Wait_should_wake_a_writer_when_nobody_reads_any_more)
{
    ASSERT_EQ(0, shell("exec 3<&-; echo closed; exec sleep 1000"));
    await(EAGER_WAKE_READABLE);
    await(EAGER_WAKE_WRITABLE);
    uint8_t byte = 0;
    EXPECT_EQ(-EPIPE, eager_process_write(process_, &byte, 1));
}

TEST_F(PollerTest, Ready_should_name_each_channel_and_the_exit)
{
    ASSERT_EQ(0, shell("echo a; echo b >&2; echo c >&4; exit 0"));
    await(EAGER_WAKE_EXITED);
    EXPECT_EQ(
        EAGER_READY_STDOUT | EAGER_READY_STDERR | EAGER_READY_FRAMES | EAGER_READY_EXIT, eager_process_ready(process_));
    EXPECT_EQ(2, eager_process_available(process_, EAGER_READY_FRAMES));
    EXPECT_EQ("a\n", read_to_end(EAGER_READY_STDOUT));
    EXPECT_EQ("b\n", read_to_end(EAGER_READY_STDERR));
    EXPECT_EQ("c\n", read_to_end(EAGER_READY_FRAMES));
    EXPECT_EQ(EAGER_READY_EXIT, eager_process_ready(process_));
}

TEST_F(PollerTest, Available_should_count_what_a_stopped_reader_has_left)
{
    ASSERT_EQ(0, shell("head -c 100000 /dev/zero; echo done >&4"));
    await(EAGER_WAKE_READABLE);
    uint8_t bytes[40000];
    ptrdiff_t taken = 0;
    while ((eager_process_ready(process_) & EAGER_READY_FRAMES) == 0) {
        ptrdiff_t count = eager_process_read(process_, EAGER_READY_STDOUT, bytes, sizeof bytes);
        if (count == -EAGAIN) {
            await(EAGER_WAKE_READABLE);
        } else {
            ASSERT_GT(count, 0);
            taken += count;
        }
    }
    EXPECT_EQ(100000, taken + eager_process_available(process_, EAGER_READY_STDOUT));
}

TEST_F(PollerTest, Write_should_take_a_part_and_then_nothing_when_nobody_reads)
{
    ASSERT_EQ(0, start({"/bin/sleep", "1000"}));
    std::vector<uint8_t> bytes(1 << 20);
    ptrdiff_t first = eager_process_write(process_, bytes.data(), bytes.size());
    EXPECT_GT(first, 0);
    EXPECT_LT(first, static_cast<ptrdiff_t>(bytes.size()));
    EXPECT_EQ(-EAGAIN, eager_process_write(process_, bytes.data(), bytes.size()));
}

TEST_F(PollerTest, Write_should_go_on_when_the_process_reads_again)
{
    ASSERT_EQ(0, start({"/bin/sh", "-c", "cat <&3"}));
    std::vector<uint8_t> bytes(300000, 'x');
    size_t sent = 0, received = 0;
    uint8_t buffer[8192];
    while (received < bytes.size()) {
        if (sent < bytes.size()) {
            ptrdiff_t count = eager_process_write(process_, bytes.data() + sent, bytes.size() - sent);
            sent += count > 0 ? static_cast<size_t>(count) : 0;
        }
        ptrdiff_t count = eager_process_read(process_, EAGER_READY_STDOUT, buffer, sizeof buffer);
        if (count > 0)
            received += static_cast<size_t>(count);
        else
            await(EAGER_WAKE_READABLE);
        ASSERT_FALSE(HasFatalFailure());
    }
    EXPECT_EQ(bytes.size(), received);
}

} // namespace
