using System.Runtime.InteropServices;

namespace Eager.Executors.CSharpWorker.Wire;

/// <summary>What the program, and what it starts, is not to see of how the worker was started.</summary>
internal static partial class ProcessEnvironment
{
    /// <summary>Takes a variable back: from the runtime's copy, and from the C library's, which native code reads.</summary>
    public static void Remove(string name)
    {
        Environment.SetEnvironmentVariable(name, null);
        _ = Unset(name);
    }

    [LibraryImport("libc", EntryPoint = "unsetenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Unset(string name);
}
