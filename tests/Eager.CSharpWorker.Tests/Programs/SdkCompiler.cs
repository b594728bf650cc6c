using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Eager.CSharpWorker.Tests.Programs;

/// <summary>The compiler of the SDK, with all reference assemblies of the framework, and the process that it makes: no part of the worker has a hand in it.</summary>
internal static class SdkCompiler
{
    private const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http;
        global using System.Threading; global using System.Threading.Tasks;
        """;

    /// <summary>Compiles a program and runs it. Returns what it printed, and its exit status.</summary>
    public static async Task<(string Output, int Exit)> RunAsync(string name, string text, string workingDirectory)
    {
        var folder = Directory.CreateTempSubdirectory("eager-sdk-");
        try
        {
            var program = Path.Combine(folder.FullName, $"{name}.dll");
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "program.cs"), text);
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "usings.cs"), ImplicitUsings);
            await File.WriteAllTextAsync(Path.ChangeExtension(program, ".runtimeconfig.json"),
                $$"""{ "runtimeOptions": { "framework": { "name": "Microsoft.NETCore.App", "version": "{{Environment.Version}}" } } }""");
            var (complaint, status) = await StartAsync(
                folder.FullName,
                ["exec", Path.Combine(Sdk(), "Roslyn", "bincore", "csc.dll"), "-nologo", "-langversion:preview", "-unsafe", "-optimize", "-debug:portable", "-nullable:annotations", "-warn:0",
                    "-features:FileBasedProgram", $"-out:{program}", .. References().Select(file => $"-reference:{file}"), "program.cs", "usings.cs"]);
            Assert.True(status == 0, complaint);
            return await StartAsync(workingDirectory, ["exec", program]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Root() => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    private static string Sdk() => Directory.EnumerateDirectories(Path.Combine(Root(), "sdk"), $"{Environment.Version.Major}.*").Order(StringComparer.Ordinal).Last();

    private static IEnumerable<string> References() => Directory.EnumerateFiles(
        Directory.EnumerateDirectories(Path.Combine(Root(), "packs", "Microsoft.NETCore.App.Ref"), $"{Environment.Version.Major}.*").Order(StringComparer.Ordinal).Last(),
        "*.dll", SearchOption.AllDirectories).Where(file => file.Contains($"{Path.DirectorySeparatorChar}ref{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static async Task<(string Output, int Exit)> StartAsync(string folder, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        })!;
        process.StandardInput.Close();
        var complaint = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        await complaint;
        return (output, process.ExitCode);
    }
}
