namespace Eager.Executors.Interop;

/// <summary>Keeps an <c>eager_process</c> from being freed while its address is used.</summary>
internal sealed class LentProcess : IDisposable
{
    private readonly ProcessHandle _handle;

    /// <exception cref="ObjectDisposedException">It was freed before.</exception>
    public LentProcess(ProcessHandle handle)
    {
        var lent = false;
        handle.DangerousAddRef(ref lent);
        (_handle, Address) = (handle, handle.DangerousGetHandle());
    }

    public nint Address { get; }

    public void Dispose() => _handle.DangerousRelease();
}
