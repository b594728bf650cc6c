using System.Runtime.InteropServices;

namespace Eager.Executors.Processes;

/// <summary>A system call that should not fail did.</summary>
internal static class NativeFailure
{
    public static InvalidOperationException Of(string action, int status) => new($"{action} failed: {Describe(status)}");

    /// <summary>The system's words for a status of the native library.</summary>
    public static string Describe(int status) => Marshal.GetPInvokeErrorMessage(-status);
}
