using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Eager.Executors.CSharpWorker.Serving;

/// <summary>Restores a package with <c>dotnet restore</c>, from whatever feed the machine is set up for. What was restored once is found again.</summary>
internal static class PackageRestore
{
    private const string Failure = "NU1101";

    /// <summary>The assemblies of a package and of what it depends on.</summary>
    /// <param name="reference">Name and version as <c>#r "nuget: …"</c> has them: <c>Name, 1.2.3</c>; without a version the latest.</param>
    /// <exception cref="ScriptDirectiveException">It cannot be restored.</exception>
    public static IReadOnlyList<string> Assemblies(string reference)
    {
        var parts = reference.Split([',', '/'], 2, StringSplitOptions.TrimEntries);
        var (name, version) = (parts[0], parts.Length > 1 ? parts[1] : "*");
        if (!name.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_') || version.AsSpan().IndexOfAny("\"<>&") >= 0)
            throw new ScriptDirectiveException(Failure, $"'{reference}' is no package");
        var folder = Path.Combine(CacheFolder(), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{name} {version}")))[..16]);
        // A restore that fails leaves its list of assemblies behind too: only the mark says that it is good.
        var mark = Path.Combine(folder, "restored");
        if (!File.Exists(mark))
        {
            Restore(folder, name, version);
            File.WriteAllText(mark, reference);
        }

        return Read(Path.Combine(folder, "obj", "project.assets.json"), reference);
    }

    private static string CacheFolder() => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "eager", "packages");

    private static void Restore(string folder, string name, string version)
    {
        Directory.CreateDirectory(folder);
        var project = Path.Combine(folder, "package.csproj");
        File.WriteAllText(project, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net{Environment.Version.Major}.0</TargetFramework></PropertyGroup>
              <ItemGroup><PackageReference Include="{name}" Version="{version}" /></ItemGroup>
            </Project>
            """);
        var start = new ProcessStartInfo("dotnet", ["restore", project, "--nologo", "--verbosity", "quiet"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder,
        };
        try
        {
            using var dotnet = Process.Start(start)!;
            var errors = dotnet.StandardError.ReadToEndAsync();
            var output = dotnet.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
            dotnet.WaitForExit();
            if (dotnet.ExitCode != 0)
                throw new ScriptDirectiveException(Failure, $"package '{name}' {version} cannot be restored: {Complaint(output)}");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new ScriptDirectiveException(Failure, $"package '{name}' {version} cannot be restored: there is no dotnet command");
        }
    }

    /// <summary>The first error, without the place in a project that nobody wrote.</summary>
    private static string Complaint(string output)
    {
        const string Mark = "error ";
        var line = output.Split('\n').FirstOrDefault(line => line.Contains(Mark, StringComparison.Ordinal)) ?? output.Split('\n')[0];
        var begin = line.IndexOf(Mark, StringComparison.Ordinal);
        var end = line.LastIndexOf(" [", StringComparison.Ordinal);
        return line[Math.Max(0, begin)..(end > begin ? end : line.Length)].Trim();
    }

    private static List<string> Read(string assets, string reference)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(assets));
        var folders = document.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToArray();
        var libraries = document.RootElement.GetProperty("libraries");
        var found = new List<string>();
        foreach (var package in document.RootElement.GetProperty("targets").EnumerateObject().First().Value.EnumerateObject())
        {
            if (!package.Value.TryGetProperty("runtime", out var runtime))
                continue;
            var path = libraries.GetProperty(package.Name).GetProperty("path").GetString()!;
            foreach (var file in runtime.EnumerateObject().Select(file => file.Name).Where(file => file.EndsWith(".dll", StringComparison.Ordinal)))
                found.Add(folders.Select(folder => Path.Combine(folder, path, file)).FirstOrDefault(File.Exists)
                    ?? throw new ScriptDirectiveException(Failure, $"package '{reference}' was restored without {file}"));
        }

        return found;
    }
}
