using Eager.Engine.Events;
using Eager.Engine.Pipeline;
using Eager.Executions;
using Microsoft.Extensions.Options;

namespace Eager.Chat.Runs;

/// <summary>Runs one program in a session of its own.</summary>
internal sealed class ProgramRunner(EagerEngine engine, IOptions<EagerOptions> options, ChatMetrics metrics)
{
    /// <param name="code">The program as it arrives. Cancelled where it breaks off.</param>
    /// <param name="interrupted">Called when nothing more of the program will be executed.</param>
    /// <param name="cancellationToken">Ends the program at once.</param>
    public async Task<ProgramResult> RunAsync(
        Func<CancellationToken, IAsyncEnumerable<ReadOnlyMemory<byte>>> code, Action interrupted, CancellationToken cancellationToken)
    {
        var chosen = options.Value;
        var session = new SessionOptions
        {
            Language = chosen.Language,
            Backend = chosen.Backend,
            Effects = chosen.Effects,
            Program = new BackendSessionOptions
            {
                ProgramFile = "<answer>",
                WorkingDirectory = Path.GetFullPath(chosen.WorkingDirectory ?? Environment.CurrentDirectory),
                Limits = chosen.Limits,
            },
        };
        var output = new OutputText(chosen.OutputBytes);
        var summary = await SessionRunner
            .RunAsync(engine, session, code, new OutputCollector(output, interrupted), _ => null, cancellationToken).ConfigureAwait(false);
        metrics.Program(summary);
        return new ProgramResult(output.ToString(), summary);
    }
}
