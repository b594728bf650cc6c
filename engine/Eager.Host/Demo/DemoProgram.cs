using System.Reflection;
using Eager.Executors.Workspaces;

namespace Eager.Host.Demo;

/// <summary>The program that the demo streams, laid out in a folder of its own for one run.</summary>
internal sealed class DemoProgram : IDisposable
{
    private const string Resource = "orders.py";

    private readonly DirectoryInfo _folder = HostFolder.Create("demo");

    public DemoProgram()
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!;
        using var text = new MemoryStream();
        resource.CopyTo(text);
        Text = text.ToArray();
        File.WriteAllBytes(Path.Join(Folder, Name), Text);
    }

    public string Name { get; } = Resource;

    /// <summary>Absolute path of the folder the program runs in.</summary>
    public string Folder => _folder.FullName;

    /// <summary>UTF-8 text of the program.</summary>
    public byte[] Text { get; }

    public void Dispose() => HostFolder.Remove(_folder);
}
