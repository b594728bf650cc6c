using System.Text;

namespace Eager.EndToEnd;

/// <summary>A fresh folder, deleted on disposal: the working directory of one run.</summary>
internal sealed class Workspace : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("endtoend-").FullName;

    /// <summary>A folder that holds one program, <c>program.py</c>.</summary>
    public static Workspace With(string program) => With(Encoding.UTF8.GetBytes(program));

    public static Workspace With(byte[] program)
    {
        var workspace = new Workspace();
        workspace.Write("program.py", program);
        return workspace;
    }

    /// <summary>A copy of a folder.</summary>
    public static Workspace CopyOf(string folder)
    {
        var workspace = new Workspace();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var target = workspace.In(System.IO.Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return workspace;
    }

    public string In(string name) => System.IO.Path.Combine(Path, name);

    public void Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public void Write(string name, byte[] bytes) => File.WriteAllBytes(In(name), bytes);

    public string Read(string name) => File.ReadAllText(In(name));

    public bool Has(string name) => File.Exists(In(name));

    /// <summary>Names of everything in it, sorted.</summary>
    public string[] Names() =>
        [.. Directory.EnumerateFileSystemEntries(Path).Select(entry => System.IO.Path.GetFileName(entry)).Order(StringComparer.Ordinal)];

    /// <summary>Waits for such names to go: what a killed host leaves is removed by others. True where they stay.</summary>
    public async Task<bool> KeepsAsync(Func<string, bool> wanted)
    {
        for (var attempt = 0; Names().Any(wanted); attempt++)
        {
            if (attempt == 200)
                return true;
            await Task.Delay(50);
        }

        return false;
    }

    public void Dispose()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
