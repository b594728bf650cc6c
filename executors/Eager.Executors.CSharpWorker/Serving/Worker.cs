using System.Runtime.InteropServices;
using Eager.Executors.CSharpWorker.Compiling;
using Eager.Executors.CSharpWorker.Running;
using Eager.Executors.CSharpWorker.Wire;
using Eager.Wire;

namespace Eager.Executors.CSharpWorker.Serving;

/// <summary>One program, from the greeting to the exit status. The calling thread becomes the program's; the conversation has one of its own.</summary>
internal sealed class Worker : IDisposable
{
    private const int Slots = 2048;
    private const int ProtocolFailure = 70;
    private const int Interrupted = 130;

    /// <summary>An answer is sent a moment before the program's thread turns to what follows.</summary>
    private static readonly TimeSpan _grace = TimeSpan.FromMilliseconds(100);

    private readonly FrameChannel _channel;
    private readonly UnitLedger _ledger;
    private readonly bool _implicitUsings;

    /// <exception cref="IOException">A descriptor is not open.</exception>
    public Worker(int input, int output, bool implicitUsings)
    {
        _channel = new FrameChannel(Descriptors.Take(input), Descriptors.Take(output));
        _ledger = new UnitLedger(_channel.Send);
        _implicitUsings = implicitUsings;
    }

    /// <summary>Returns the program's exit status.</summary>
    /// <exception cref="WireException">The host broke the protocol.</exception>
    public int Run()
    {
        var compiler = new ProgramCompiler(new ProgramAssemblies(), _implicitUsings);
        var whole = new WholeProgram(_implicitUsings);
        WarmUp.Run(whole);
        var begin = compiler.Begin();
        _channel.Send(new HelloFrame(
            HelloFrame.CurrentProtocol, "csharp", Environment.Version.ToString(), Environment.ProcessId, WorkerClock.Nanoseconds(), Slots,
            KeepsStateOnInterrupt: false));
        if (_channel.Receive() is not OpenFrame open)
            throw new WireException("no open frame came first");
        Environment.CurrentDirectory = open.WorkingDirectory; // a worker that was started ahead is somewhere else
        RunningProgram.Arguments = [.. open.Arguments.Skip(1)];
        var session = ProgramSession.Open(_channel, _ledger, compiler, whole, open);
        session.Begin(begin);
        using var interrupts = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => OnInterrupt(context, session.Thread));
        new Thread(() => Serve(session)) { IsBackground = true, Name = "compiler" }.Start();
        return session.Thread.Run();
    }

    public void Dispose() => _channel.Dispose();

    private static void Serve(ProgramSession session)
    {
        try
        {
            session.Serve();
        }
        catch (Exception error)
        {
            Console.Error.WriteLine($"eager worker: {error}");
            Descriptors.EndNow(ProtocolFailure);
        }
    }

    /// <summary>What Ctrl-C does to any program that does not handle it: it ends. Between units the next one ends it, as the protocol says.</summary>
    private void OnInterrupt(PosixSignalContext context, ProgramThread thread)
    {
        if (CancelKey.IsHandled)
            return;
        context.Cancel = true;
        var isIdle = _ledger.Answered == _ledger.Received && thread.BecomesIdle(_grace);
        _ledger.Interrupt(isIdle, () => Descriptors.EndNow(Interrupted));
    }
}
