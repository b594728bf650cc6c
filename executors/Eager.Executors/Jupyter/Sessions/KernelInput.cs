using System.Text;
using Eager.Executions;

namespace Eager.Executors.Jupyter.Sessions;

/// <summary>Answers a kernel that asks for a line with the next one of the session's input.</summary>
internal sealed class KernelInput(Stream? input, KernelConnection connection) : IDisposable
{
    /// <summary>What ipykernel takes for the end of the input.</summary>
    private const string End = "\x04";

    private readonly StreamReader? _lines = input is null ? null : new StreamReader(input, Encoding.UTF8, leaveOpen: true);

    /// <summary>The prompt, which a script would print.</summary>
    public static BackendEvent? Prompt(KernelMessage request) => request.Text("prompt") is { Length: > 0 } prompt
        ? new OutputReceived(OutputStream.Stdout, Encoding.UTF8.GetBytes(prompt))
        : null;

    /// <summary>Reads a line and sends it. A failing read is end of file.</summary>
    public async Task AnswerAsync(CancellationToken cancellationToken)
    {
        string? line = null;
        try
        {
            if (_lines is not null)
                line = await _lines.ReadLineAsync(cancellationToken).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // End of file.
        }

        await connection.SendAsync(KernelRequest.Input(line ?? End), cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _lines?.Dispose();
}
