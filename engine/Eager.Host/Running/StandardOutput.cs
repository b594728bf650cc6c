using System.IO.Pipes;
using Microsoft.Win32.SafeHandles;

namespace Eager.Host.Running;

/// <summary>
/// The command's standard output. The console's own stream swallows that nobody reads a pipe any more; here it is an error, so that a program does not
/// run on for nobody.
/// </summary>
internal static class StandardOutput
{
    private const int Descriptor = 1;
    private const int BrokenPipe = 32;

    public static Stream Open()
    {
        var pipe = new SafePipeHandle(Descriptor, ownsHandle: false);
        try
        {
            return new AnonymousPipeClientStream(PipeDirection.Out, pipe);
        }
        catch (Exception e) when (e is ArgumentException or IOException)
        {
            // A file, a terminal, or nothing.
            pipe.Dispose();
            return Console.OpenStandardOutput();
        }
    }

    /// <summary>True where writing failed because the reader has gone.</summary>
    public static bool LostItsReader(IOException failure) =>
        failure.HResult == BrokenPipe || (failure.InnerException as System.ComponentModel.Win32Exception)?.NativeErrorCode == BrokenPipe;
}
