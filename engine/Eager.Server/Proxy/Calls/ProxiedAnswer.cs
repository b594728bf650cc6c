using System.Buffers;
using System.Diagnostics;
using System.Text;
using Eager.Engine.Tokens.Decoding;
using Eager.Server.Executions;
using Eager.Server.Hosting;
using Eager.Server.Sessions;

namespace Eager.Server.Proxy.Calls;

/// <summary>A model's answer while it arrives. Calls of the tool run at once, one behind the other.</summary>
internal sealed class ProxiedAnswer : IAnswerSink
{
    private const int MostCalls = 128;
    private const int EventBytes = 16 * 1024 * 1024;
    private const string Differs = "the call's final arguments differ from what was executed, and were not executed";

    private readonly ExecutionStarter _starter;
    private readonly ServerOptions _options;
    private readonly ServerSession _session;
    private readonly Activity? _chat;
    private readonly Action<ProxiedCall> _begun;
    private readonly AnswerReader _reader;
    private readonly List<AnsweredCall> _calls = [];
    private readonly ArrayBufferWriter<byte> _said = new();

    /// <param name="starter">Starts executions.</param>
    /// <param name="options">Says which tool.</param>
    /// <param name="session">Where calls run.</param>
    /// <param name="format">What the answer is.</param>
    /// <param name="chat">Its span.</param>
    /// <param name="begun">Is told of every call that runs.</param>
    public ProxiedAnswer(
        ExecutionStarter starter, ServerOptions options, ServerSession session, StreamFormat format, Activity? chat, Action<ProxiedCall> begun)
    {
        (_starter, _options, _session, _chat, _begun) = (starter, options, session, chat, begun);
        _reader = StreamDecoders.Read(format, EventBytes, this);
    }

    public bool IsOver { get; private set; }

    /// <summary>Why it is not whole, in one line; null where it is.</summary>
    public string? CutOff { get; private set; }

    /// <summary>All calls, in the order in which they began.</summary>
    public IReadOnlyList<AnsweredCall> Calls => _calls;

    /// <summary>What the model said besides.</summary>
    public string Said => Encoding.UTF8.GetString(_said.WrittenSpan);

    /// <summary>The call that is being generated, where an error in it makes the rest of the answer useless.</summary>
    public ProxiedCall? Generating => _calls.Count > 0 && _calls[^1].Run is { Program.IsEnded: false } run ? run : null;

    private IEnumerable<ProxiedCall> Runs => _calls.Select(call => call.Run).OfType<ProxiedCall>();

    /// <summary>Reads the next bytes. What nobody can read breaks the programs off, and nothing else.</summary>
    public void Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _reader.Read(bytes);
        }
        catch (StreamFormatException e)
        {
            Finish(e.Message);
        }
    }

    /// <summary>Nothing more comes.</summary>
    public void Complete() => _reader.Complete();

    /// <summary>What the calls of the tool came to, when all of them are over.</summary>
    public Task<CallResult[]> ResultsAsync() => Task.WhenAll(Runs.Select(run => run.Result));

    /// <summary>Nobody waits for them any more.</summary>
    public Task AbandonAsync(string reason)
    {
        Finish(reason);
        return Task.WhenAll(Runs.Select(run => run.AbandonAsync(reason)));
    }

    void IAnswerSink.Text(ReadOnlySpan<byte> text)
    {
        RequireRoom(_said.WrittenCount + text.Length);
        _said.Write(text);
    }

    void IAnswerSink.BeginCall(int key, ReadOnlySpan<byte> id, ReadOnlySpan<byte> name, CallKind kind)
    {
        if (Find(key) is not null)
            return;
        if (_calls.Count == MostCalls)
            throw new StreamFormatException($"the answer has more than {MostCalls} tool calls");
        if (_calls.Count > 0 && _calls[^1].Run?.Program is { IsWhole: true } before)
            before.End(null);
        _calls.Add(Begin(key, Encoding.UTF8.GetString(id), Encoding.UTF8.GetString(name), kind));
    }

    void IAnswerSink.CallText(int key, ReadOnlySpan<byte> text)
    {
        var call = Find(key) ?? throw new StreamFormatException("a tool call goes on that has not begun");
        RequireRoom(call.Length + text.Length);
        call.Add(text);
    }

    void IAnswerSink.WholeCall(int key, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || Find(key) is not { } call)
            return;
        if (call.Length == 0)
            call.Add(text);
        if (call.Run is not { } run)
            return;
        var whole = new CallProgram(call.Kind, Members);
        whole.Add(text);
        whole.End(null);
        run.Program.End(whole.Took(run.Program.Code) ? null : Differs);
    }

    void IAnswerSink.EndCall(int key) => Find(key)?.Run?.Program.End(null);

    /// <inheritdoc/>
    public void Finish(string? cutOff)
    {
        if (IsOver)
            return;
        (IsOver, CutOff) = (true, cutOff);
        foreach (var run in Runs)
            run.Program.End(cutOff);
    }

    private IReadOnlyList<string> Members => _options.Proxy.Argument is { } argument ? [argument] : DecodingOptions.UsualMembers;

    private AnsweredCall? Find(int key) => _calls.Find(call => call.Key == key);

    private AnsweredCall Begin(int key, string id, string name, CallKind kind)
    {
        if (name != _options.Proxy.Tool)
            return new AnsweredCall(key, id, name, kind);
        var run = new ProxiedCall((id, name), new CallProgram(kind, Members), _session, Runs.LastOrDefault(), _chat, _starter);
        _begun(run);
        return new AnsweredCall(key, id, name, kind) { Run = run };
    }

    private void RequireRoom(int length)
    {
        if (length > _options.MaxCodeBytes)
            throw new StreamFormatException($"the answer is longer than {_options.MaxCodeBytes} bytes");
    }
}
