using System.Diagnostics;

namespace Eager.Executors.Tests.Example;

/// <summary>The kit as somebody else has it: the example of docs/backends.md, built outside of the repository against the packages.</summary>
public sealed class PackageTests
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <OutputType>Exe</OutputType>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Eager.Conformance" Version="0.1.0" />
            <PackageReference Include="xunit.v3" Version="4.0.2" />
          </ItemGroup>
        </Project>
        """;

    [Fact]
    public async Task Kit_should_decide_about_a_backend_of_another_project_from_its_package()
    {
        var root = Root();
        var folder = Directory.CreateTempSubdirectory("eager-package-");
        var (feed, project) = (folder.CreateSubdirectory("feed").FullName, folder.CreateSubdirectory("calculator").FullName);
        foreach (var packed in new[] { "engine/Eager.Abstractions", "tests/Eager.Conformance" })
            await RunAsync("dotnet", root, "pack", Path.Combine(root, packed), "-c", "Release", "--no-build", "-o", feed, "-nologo");
        await File.WriteAllTextAsync(Path.Combine(project, "Calculator.csproj"), Project);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(root, "tests/Eager.Executors.Tests/Example"), "Calculator*.cs"))
            File.Copy(file, Path.Combine(project, Path.GetFileName(file)));

        // Packages of an earlier run must not be taken for these, and what others need is not fetched again.
        await RunAsync(
            "dotnet", project, "build", "-c", "Release", "-o", "out", "-m:1", "-nr:false", "-nologo", $"-p:RestoreAdditionalProjectSources={feed}",
            $"-p:RestorePackagesPath={Path.Combine(folder.FullName, "packages")}", $"-p:RestoreFallbackFolders={Packages()}");
        var said = await RunAsync(Path.Combine(project, "out", "Calculator"), project);

        Assert.Matches(@"Total: \d{2,}, Errors: 0, Failed: 0", said);
        folder.Delete(recursive: true);
    }

    private static string Packages() => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } chosen
        ? chosen
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Eager.Actors.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("the tests do not run beneath the repository");
        return folder.FullName;
    }

    private static async Task<string> RunAsync(string program, string directory, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NO_COLOR"] = "1";
        using var process = Process.Start(start)!;
        var complaints = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}\n{said}\n{await complaints}");
        return said;
    }
}
