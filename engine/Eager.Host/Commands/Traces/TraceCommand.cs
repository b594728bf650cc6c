using System.CommandLine;
using Eager.Host.Running;

namespace Eager.Host.Commands.Traces;

/// <summary><c>eager trace check</c> and <c>eager trace import</c>: streams as they arrived, <c>eager-trace/1</c>.</summary>
internal static class TraceCommand
{
    private static readonly Argument<string[]> Files = new("TRACE") { Description = "What to read; - is standard input.", Arity = ArgumentArity.OneOrMore };

    public static Command Create()
    {
        var check = new Command("check", "Says what traces hold, or where and why one is none.") { Files };
        check.SetAction(parsed => Check(parsed.GetRequiredValue(Files)));
        return new Command("trace", "Checks and imports traces of streams (eager-trace/1).") { check, ImportCommand.Create() };
    }

    private static int Check(IReadOnlyList<string> files)
    {
        var status = ExitStatus.Success;
        foreach (var file in files)
        {
            try
            {
                Console.Out.WriteLine($"{file}: {TraceFigures.Of(TraceFile.Read(ProgramSource.Of(file)))}");
            }
            catch (UsageException e)
            {
                Complaint.Write($"eager: {e.Message}");
                status = ExitStatus.BadData;
            }
        }

        return status;
    }
}
