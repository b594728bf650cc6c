using System.Diagnostics;
using Eager.Executors.Workspaces;

namespace Eager.Executors.Tests.Processes;

public sealed class HostFolderTests
{
    [Fact]
    public void Folder_of_a_host_that_was_killed_should_be_removed_when_another_is_made()
    {
        using var gone = Process.Start("/bin/true");
        gone.WaitForExit();
        var left = Directory.CreateTempSubdirectory($"eager-test-{gone.Id}-1-");

        var own = HostFolder.Create("test");

        Assert.False(left.Exists && Directory.Exists(left.FullName));
        Assert.True(Directory.Exists(own.FullName));
        HostFolder.Remove(own);
    }

    [Fact]
    public void Folder_should_be_removed_when_its_number_belongs_to_another_process_now()
    {
        var left = Directory.CreateTempSubdirectory($"eager-test-{Environment.ProcessId}-1-");

        HostFolder.RemoveAbandoned();

        Assert.False(Directory.Exists(left.FullName));
    }

    [Fact]
    public void Folder_of_a_host_that_lives_should_stay()
    {
        var own = HostFolder.Create("test");

        HostFolder.RemoveAbandoned();

        Assert.True(Directory.Exists(own.FullName));
        HostFolder.Remove(own);
    }
}
