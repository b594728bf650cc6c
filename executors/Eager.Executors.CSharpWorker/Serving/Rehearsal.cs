using System.Buffers;
using System.IO.Pipes;
using Eager.Effects;
using Eager.Executions;
using Eager.Executors.CSharpWorker.Compiling;
using Eager.Executors.CSharpWorker.Running;
using Eager.Executors.CSharpWorker.Wire;
using Eager.Wire;
using Microsoft.Win32.SafeHandles;

namespace Eager.Executors.CSharpWorker.Serving;

/// <summary>A program before the first: it comes by the same frames, passes through the same parts and ends, so that nothing that a program meets is met for the first time.</summary>
internal static class Rehearsal
{
    private const string Nowhere = "/dev/null";

    /// <summary>Where anything may have to wait, code is looked at before it runs.</summary>
    private static readonly Dictionary<EffectClass, EffectRule> _effects = new() { [EffectClass.Network] = EffectRule.Hold };

    public static void Run(WholeProgram whole)
    {
        using var host = new AnonymousPipeServerStream(PipeDirection.Out);
        host.Write(Conversation());
        using var client = host.ClientSafePipeHandle;
        using var heard = new SafeFileHandle(client.DangerousGetHandle(), ownsHandle: false);
        using var channel = new FrameChannel(heard, File.OpenHandle(Nowhere, FileMode.Open, FileAccess.Write));
        var compiler = new ProgramCompiler(new ProgramAssemblies(), implicitUsings: true);
        var begin = compiler.Begin();
        var session = ProgramSession.Open(channel, new UnitLedger(channel.Send), compiler, whole, (OpenFrame)channel.Receive()!);
        session.Begin(begin);
        session.Serve();
        session.Thread.Run();
        session.Thread.EndWithoutExit();
    }

    /// <summary>All that the host says: little enough for the pipe to hold and for the queue of work.</summary>
    private static ReadOnlySpan<byte> Conversation()
    {
        var frames = new ArrayBufferWriter<byte>();
        FrameWriter.Write(frames, new OpenFrame(Nowhere, [Nowhere], "/") { Effects = _effects });
        FrameWriter.Write(frames, new UnitFrame(0, UnitKind.Statement, 0, 1, "Console.WriteLine(args.Length);\n"u8.ToArray()));
        FrameWriter.Write(frames, new EndFrame(ProgramEnding.Complete, ReadOnlyMemory<byte>.Empty));
        return frames.WrittenSpan;
    }
}
