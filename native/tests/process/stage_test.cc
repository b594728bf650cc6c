#include "eager/stage.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace {

std::string read(const fs::path &file)
{
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void write(const fs::path &file, const std::string &text)
{
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
}

/* A directory, and beside it or on another file system the folder of a stage, as overlayfs would have left it. */
class StageTest : public ::testing::TestWithParam<const char *> {
protected:
    void SetUp() override
    {
        directory = make("/tmp");
        folder = make(GetParam());
        fs::create_directory(layer());
        write(directory / "kept", "kept");
    }

    void TearDown() override
    {
        fs::remove_all(directory);
        fs::remove_all(folder);
    }

    fs::path layer() const { return folder / "layer"; }

    int32_t commit()
    {
        if (!fs::exists(folder / "begun"))
            write(folder / "begun", "");
        return eager_stage_commit(folder.c_str(), directory.c_str(), &result);
    }

    void remove_in_layer(const fs::path &name)
    {
        ASSERT_EQ(0, mknod((layer() / name).c_str(), S_IFCHR, makedev(0, 0))) << strerror(errno);
    }

    void hide_beneath(const fs::path &name)
    {
        fs::create_directories(layer() / name);
        ASSERT_EQ(0, setxattr((layer() / name).c_str(), "user.overlay.opaque", "y", 1, 0)) << strerror(errno);
    }

    static fs::path make(const std::string &place)
    {
        std::string name = place + "/eager-stage-test-XXXXXX";
        return mkdtemp(name.data());
    }

    fs::path directory, folder;
    eager_stage_result result{};
};

TEST_P(StageTest, Files_should_be_moved_and_nothing_else_changed)
{
    write(layer() / "new", "new");
    write(layer() / "folder" / "inner", "inner");
    fs::create_symlink("nowhere", layer() / "link");
    chmod((layer() / "new").c_str(), 0640);
    ASSERT_EQ(0, commit());
    EXPECT_EQ(3, result.moved);
    EXPECT_EQ("new", read(directory / "new"));
    EXPECT_EQ("inner", read(directory / "folder" / "inner"));
    EXPECT_EQ("nowhere", fs::read_symlink(directory / "link"));
    EXPECT_EQ("kept", read(directory / "kept"));
    struct stat status;
    ASSERT_EQ(0, stat((directory / "new").c_str(), &status));
    EXPECT_EQ(0640U, status.st_mode & 0777);
    EXPECT_TRUE(fs::is_empty(layer()));
}

TEST_P(StageTest, Removed_names_should_be_removed)
{
    write(directory / "folder" / "inner", "inner");
    write(directory / "file", "file");
    remove_in_layer("folder");
    remove_in_layer("file");
    ASSERT_EQ(0, commit());
    EXPECT_FALSE(fs::exists(directory / "folder"));
    EXPECT_FALSE(fs::exists(directory / "file"));
    EXPECT_EQ("kept", read(directory / "kept"));
}

TEST_P(StageTest, Folder_should_add_to_the_one_beneath_and_take_its_mode_and_age)
{
    write(directory / "folder" / "old", "old");
    write(layer() / "folder" / "new", "new");
    chmod((layer() / "folder").c_str(), 0711);
    const timespec times[] = {{1000000000, 0}, {1000000000, 0}};
    utimensat(AT_FDCWD, (layer() / "folder").c_str(), times, 0);
    ASSERT_EQ(0, commit());
    EXPECT_EQ("old", read(directory / "folder" / "old"));
    EXPECT_EQ("new", read(directory / "folder" / "new"));
    struct stat status;
    ASSERT_EQ(0, stat((directory / "folder").c_str(), &status));
    EXPECT_EQ(0711U, status.st_mode & 0777);
    EXPECT_EQ(1000000000, status.st_mtime);
}

TEST_P(StageTest, Folder_that_hides_should_replace_the_one_beneath)
{
    write(directory / "folder" / "old", "old");
    hide_beneath("folder");
    write(layer() / "folder" / "new", "new");
    ASSERT_EQ(0, commit());
    EXPECT_FALSE(fs::exists(directory / "folder" / "old"));
    EXPECT_EQ("new", read(directory / "folder" / "new"));
    EXPECT_LT(getxattr((directory / "folder").c_str(), "user.overlay.opaque", nullptr, 0), 0);
}

TEST_P(StageTest, File_and_folder_should_take_each_others_place)
{
    write(directory / "one" / "inner", "inner");
    write(directory / "other", "other");
    write(layer() / "one", "one");
    write(layer() / "other" / "inner", "inner");
    ASSERT_EQ(0, commit());
    EXPECT_EQ("one", read(directory / "one"));
    EXPECT_EQ("inner", read(directory / "other" / "inner"));
}

TEST_P(StageTest, Link_in_the_directory_should_be_replaced_and_not_followed)
{
    fs::path outside = make("/tmp");
    fs::create_directory_symlink(outside, directory / "folder");
    write(layer() / "folder" / "inner", "inner");
    ASSERT_EQ(0, commit());
    EXPECT_TRUE(fs::is_empty(outside));
    EXPECT_FALSE(fs::is_symlink(directory / "folder"));
    EXPECT_EQ("inner", read(directory / "folder" / "inner"));
    fs::remove_all(outside);
}

TEST_P(StageTest, What_somebody_else_changed_meanwhile_should_be_counted)
{
    const timespec times[] = {{1000000000, 0}, {1000000000, 0}};
    write(folder / "begun", "");
    utimensat(AT_FDCWD, (folder / "begun").c_str(), times, 0);
    write(directory / "both", "theirs");
    write(layer() / "both", "ours");
    write(layer() / "new", "ours");
    ASSERT_EQ(0, commit());
    EXPECT_EQ(2, result.moved);
    EXPECT_EQ(1, result.replaced);
    EXPECT_EQ("ours", read(directory / "both"));
}

TEST_P(StageTest, Drop_should_remove_the_folder_whatever_its_permissions)
{
    write(layer() / "shut" / "inner" / "file", "file");
    chmod((layer() / "shut" / "inner").c_str(), 0);
    chmod((layer() / "shut").c_str(), 0);
    EXPECT_EQ(0, eager_stage_drop(folder.c_str()));
    EXPECT_FALSE(fs::exists(folder));
    EXPECT_EQ(0, eager_stage_drop(folder.c_str()));
}

TEST_P(StageTest, Commit_should_say_why_it_fails_and_leave_the_rest)
{
    write(layer() / "new", "new");
    EXPECT_EQ(-ENOENT, eager_stage_commit(folder.c_str(), (directory / "nowhere").c_str(), &result));
    EXPECT_EQ(0, result.moved);
    EXPECT_EQ("new", read(layer() / "new"));
}

INSTANTIATE_TEST_SUITE_P(OnOneAndOnTwoFileSystems, StageTest, ::testing::Values("/tmp", "/dev/shm"));

} // namespace
