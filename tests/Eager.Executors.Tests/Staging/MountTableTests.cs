using Eager.Executors.Staging;

namespace Eager.Executors.Tests.Staging;

public sealed class MountTableTests
{
    private static readonly MountTable Table = MountTable.Parse(
    [
        "22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw",
        "30 22 0:27 / /dev/shm rw,nosuid shared:5 - tmpfs tmpfs rw",
        @"31 22 0:28 / /home/a\040b rw - tmpfs tmpfs rw",
        "32 22 0:29 / /home/a rw - tmpfs tmpfs rw",
        "no line of it",
    ]);

    [Theory]
    [InlineData("/dev/shm", "/dev/shm")]
    [InlineData("/dev/shm/x/y", "/dev/shm")]
    [InlineData("/dev/shmx", "/")]
    [InlineData("/home/a b/c", "/home/a b")]
    [InlineData("/", "/")]
    public void Point_should_be_that_of_the_innermost_mount(string path, string point) => Assert.Equal(point, Table.PointOf(path));

    [Theory]
    [InlineData("/home", "/home/a b")]
    [InlineData("/home/a", null)]
    [InlineData("/dev", "/dev/shm")]
    [InlineData("/usr", null)]
    public void Mount_beneath_a_folder_should_be_found(string folder, string? mounted) => Assert.Equal(mounted, Table.FirstBeneath(folder));

    [Fact]
    public void Table_of_the_system_should_hold_the_root() => Assert.Equal("/", MountTable.Read().PointOf("/"));
}
