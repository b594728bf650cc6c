using System.CommandLine;
using Eager.Engine.Pipeline;
using Eager.Executions;
using Eager.Executors.Workspaces;
using Eager.Host.Commands;
using Eager.Host.Commands.Traces;
using Eager.Host.Loads;
using Eager.Host.Running;

namespace Eager.Host;

/// <summary>The command line: <c>run</c>, <c>chunk</c>, <c>bench</c>, <c>demo</c>, <c>evaluate</c>, <c>simulate</c>, <c>report</c>, <c>replay-model</c>, <c>trace</c>, <c>serve</c>, <c>loadtest</c>, <c>soak</c>.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        var root = new RootCommand("Runs code while it is being generated.")
        {
            RunCommand.Create(),
            ChunkCommand.Create(),
            BenchCommand.Create(),
            DemoCommand.Create(),
            EvaluateCommand.Create(),
            SimulateCommand.Create(),
            ReportCommand.Create(),
            ReplayModelCommand.Create(),
            TraceCommand.Create(),
            ServeCommand.Create(),
            LoadTestCommand.Create(),
            SoakCommand.Create(),
        };
        if (args.Length == 0)
        {
            root.Parse("--help").Invoke(new InvocationConfiguration { Output = Console.Error });
            Console.Error.WriteLine("The first thing to try: eager demo");
            return ExitStatus.BadUse;
        }

        var parsed = root.Parse(RunCommand.WithProgramArguments(args));
        if (parsed.Errors.Count > 0 && parsed.Action is not System.CommandLine.Help.HelpAction)
            return Complain(parsed.Errors[0].Message, ExitStatus.BadUse);

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null })
                .ConfigureAwait(false);
        }
        catch (Exception e) when (e is UsageException or WorkspaceException)
        {
            return Complain(e.Message, ExitStatus.BadUse);
        }
        catch (BackendUnavailableException e)
        {
            return Complain(e.Message, ExitStatus.Failed);
        }
        catch (IOException e) when (StandardOutput.LostItsReader(e))
        {
            return ExitStatus.ReaderGone;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Complain(e.Message, ExitStatus.OutputFailed);
        }
        catch (SessionFaultedException e)
        {
            return Complain(e.Message, ExitStatus.Failed);
        }
    }

    private static int Complain(string message, int status)
    {
        Complaint.Write($"eager: {message}");
        return status;
    }
}
