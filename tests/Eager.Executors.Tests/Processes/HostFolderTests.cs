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
        var own = HostFolder.Create("test");
        var space = own.Name.Split('-')[2];
        var left = Directory.CreateTempSubdirectory($"eager-test-{space}-{gone.Id}-1-");
        var elsewhere = Directory.CreateTempSubdirectory($"eager-test-1{space}-{gone.Id}-1-");

        HostFolder.RemoveAbandoned();

        Assert.False(Directory.Exists(left.FullName));
        Assert.True(Directory.Exists(own.FullName));
        Assert.True(Directory.Exists(elsewhere.FullName));
        HostFolder.Remove(own);
        elsewhere.Delete();
    }

    [Fact]
    public void Folder_should_be_removed_when_its_number_belongs_to_another_process_now()
    {
        var own = HostFolder.Create("test");
        var left = Directory.CreateTempSubdirectory($"eager-test-{own.Name.Split('-')[2]}-{Environment.ProcessId}-1-");

        HostFolder.RemoveAbandoned();

        Assert.False(Directory.Exists(left.FullName));
        HostFolder.Remove(own);
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
