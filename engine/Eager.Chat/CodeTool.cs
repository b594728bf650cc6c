using System.Text.Json;
using System.Text.Json.Nodes;
using Eager.Chat.Runs;
using Eager.Engine.Events;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace Eager.Chat;

/// <summary>
/// The function that runs a model's code. Where its call was run while it arrived, the function-invoking client gets that run's result; else the
/// code is run now.
/// </summary>
public sealed class CodeTool : AIFunction
{
    private readonly EagerOptions _options;
    private readonly CallRuns _runs;
    private readonly ProgramRunner _runner;

    internal CodeTool(IOptions<EagerOptions> options, CallRuns runs, ProgramRunner runner)
    {
        (_options, _runs, _runner) = (options.Value, runs, runner);
        JsonSchema = JsonSerializer.SerializeToElement(new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                [_options.Argument] = new JsonObject { ["type"] = "string", ["description"] = $"A whole {_options.Language} program." },
            },
            ["required"] = new JsonArray(_options.Argument),
            ["additionalProperties"] = false,
        });
    }

    public override string Name => _options.Tool;

    public override string Description => _options.Description
        ?? $"Runs a {_options.Language} program in a new process and returns what it writes. It runs while you write it: an error stops you early.";

    public override JsonElement JsonSchema { get; }

    /// <summary>A call's program that runs while it arrives.</summary>
    internal CallRun Begin(string callId, CallRun? before, CancellationToken cancellationToken) =>
        new((callId, Name), _options.Argument, before, _runner, cancellationToken);

    /// <summary>The arguments of a call that got no further than this.</summary>
    internal Dictionary<string, object?> Arguments(string code) => new() { [_options.Argument] = code };

    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var call = FunctionInvokingChatClient.CurrentContext?.CallContent;
        if ((call is null ? _runs.Claim(arguments) : _runs.Claim(call)) is not { } run)
        {
            var whole = await RunWholeAsync(arguments, cancellationToken).ConfigureAwait(false);
            return ResultText.Write(whole.Output, whole.Summary, cutOff: null);
        }

        var result = await run.Result.WaitAsync(cancellationToken).ConfigureAwait(false);
        return ResultText.Write(result.Output, result.Summary, run.Took(arguments) ? run.CutOff : EagerChatClient.Differs);
    }

    private Task<ProgramResult> RunWholeAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        var code = arguments.TryGetValue(_options.Argument, out var value) && value?.ToString() is { } text
            ? System.Text.Encoding.UTF8.GetBytes(text)
            : throw new ArgumentException($"the argument '{_options.Argument}' is missing");
        return _runner.RunAsync(_ => Pieces(code), () => { }, cancellationToken);
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Pieces(byte[] code)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield return code;
    }
}
