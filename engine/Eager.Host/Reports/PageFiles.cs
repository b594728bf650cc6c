using System.Reflection;

namespace Eager.Host.Reports;

/// <summary>Files of the report's page, which travel inside the program.</summary>
internal static class PageFiles
{
    public static string Read(string name)
    {
        using var file = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream($"page/{name}")!);
        return file.ReadToEnd();
    }
}
