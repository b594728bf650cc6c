using Eager.Executions;
using Eager.Executors.Staging;

namespace Eager.Executors.Tests.Staging;

public sealed class StagingPlaceTests
{
    [Theory]
    [InlineData("/", "name a folder of its own")]
    [InlineData("/dev", "which is mounted in it")]
    public void Directory_that_cannot_be_covered_should_be_refused_in_one_line(string directory, string why)
    {
        var refused = Assert.Throws<BackendUnavailableException>(() => StagingPlace.Make(directory, new MountTable(["/", "/dev/shm"])));
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void Place_should_be_private_and_outside_of_the_directory()
    {
        using var directory = new TemporaryFolder();
        var place = StagingPlace.Make(directory.Path, new MountTable(["/"]));
        try
        {
            Assert.False(MountTable.IsBeneath(place, directory.Path));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(place));
            Assert.Empty(Directory.EnumerateFileSystemEntries(place));
        }
        finally
        {
            Directory.Delete(place);
        }
    }

    [Fact]
    public void Path_should_be_followed_through_links()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Join(folder.Path, "real/inner"));
        Directory.CreateSymbolicLink(Path.Join(folder.Path, "relative"), "./real/../real");
        Directory.CreateSymbolicLink(Path.Join(folder.Path, "absolute"), Path.Join(folder.Path, "relative"));
        Assert.Equal(Path.Join(folder.Path, "real/inner"), RealPath.Of(Path.Join(folder.Path, "absolute/inner")));
        Assert.Equal(Path.Join(folder.Path, "real"), RealPath.Of(Path.Join(folder.Path, "nothing/../relative/")));
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = RealPath.Of(Directory.CreateTempSubdirectory("staging-").FullName);

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
