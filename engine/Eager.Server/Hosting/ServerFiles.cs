using System.Reflection;

namespace Eager.Server.Hosting;

/// <summary>Files that travel inside the program: the page and the description of the interface.</summary>
internal static class ServerFiles
{
    public static Stream Open(string name) => Assembly.GetExecutingAssembly().GetManifestResourceStream($"server/{name}")!;
}
