using Eager.Wire;

namespace Eager.Executors.CSharpWorker.Serving;

/// <summary>How traces and the compiler name the program's file: by its full path, where it is one.</summary>
internal static class ProgramFile
{
    public static string NameOf(OpenFrame open) =>
        open.File.StartsWith('<') ? open.File : Path.GetFullPath(open.File, open.WorkingDirectory);
}
