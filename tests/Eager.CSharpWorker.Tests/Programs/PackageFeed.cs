using System.Diagnostics;
using System.IO.Compression;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Eager.CSharpWorker.Tests.Programs;

/// <summary>A package feed in a folder, and the product's command, which knows no other.</summary>
internal sealed class PackageFeed : IDisposable
{
    private const string Name = "Eager.Example";
    private const string Version = "1.2.3";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eager-packages-");

    /// <summary>How a program names the feed's only package.</summary>
    public static string Reference => $"nuget: {Name}, {Version}";

    private string Packages => Path.Combine(_folder.FullName, "feed");

    /// <summary>Adds the package: a class <c>Example.Greeting</c>.</summary>
    public void Publish()
    {
        Directory.CreateDirectory(Packages);
        using var package = ZipFile.Open(Path.Combine(Packages, $"{Name}.{Version}.nupkg"), ZipArchiveMode.Create);
        using (var nuspec = new StreamWriter(package.CreateEntry($"{Name}.nuspec").Open()))
            nuspec.Write($"<package><metadata><id>{Name}</id><version>{Version}</version><authors>tests</authors><description>An example.</description></metadata></package>");
        using var library = package.CreateEntry($"lib/net{Environment.Version.Major}.0/{Name}.dll").Open();
        var source = CSharpSyntaxTree.ParseText("namespace Example; public static class Greeting { public static string To(string name) => $\"hello {name}\"; }");
        var compilation = CSharpCompilation.Create(
            Name, [source], [MetadataReference.CreateFromFile(Path.Combine(CSharpEngine.WorkerDirectory, "reference", "System.Runtime.dll"))], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.True(compilation.Emit(library).Success);
    }

    /// <summary>The feed is gone; what was taken from it is not.</summary>
    public void Withdraw() => Directory.Delete(Packages, recursive: true);

    /// <summary>Runs a program.</summary>
    /// <param name="text">The program.</param>
    /// <param name="source">Where packages are sought; null: in the feed.</param>
    public async Task<(int Exit, string Output, string Complaint)> RunAsync(string text, string? source = null)
    {
        var program = Path.Combine(_folder.FullName, "program.csx");
        await File.WriteAllTextAsync(program, text);
        var start = new ProcessStartInfo(CSharpEngine.Command, ["run", program])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.FullName,
            Environment =
            {
                ["RestoreSources"] = source ?? Packages,
                ["NUGET_PACKAGES"] = Path.Combine(_folder.FullName, "packages"),
                ["XDG_DATA_HOME"] = Path.Combine(_folder.FullName, "data"),
            },
        };
        using var command = Process.Start(start)!;
        command.StandardInput.Close();
        var complaint = command.StandardError.ReadToEndAsync();
        var output = await command.StandardOutput.ReadToEndAsync();
        await command.WaitForExitAsync();
        return (command.ExitCode, output, await complaint);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
