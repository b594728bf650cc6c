using Eager.Executors.CSharpWorker.Serving;
using Eager.Executors.CSharpWorker.Wire;
using Eager.Wire;

namespace Eager.Executors.CSharpWorker;

internal static class Program
{
    private const int Failed = 70;

    private static int Main(string[] arguments)
    {
        if (arguments is not ["--frames-in", var input, "--frames-out", var output, ..])
            return Complain("usage: csharp-worker --frames-in N --frames-out N [--no-implicit-usings] [--hide VARIABLE]");
        if (Array.IndexOf(arguments, "--hide") is var hide and >= 0 && hide + 1 < arguments.Length)
            ProcessEnvironment.Remove(arguments[hide + 1]);
        try
        {
            // Never disposed of: exit handlers still speak to the host.
            return new Worker(int.Parse(input, null), int.Parse(output, null), implicitUsings: !arguments.Contains("--no-implicit-usings")).Run();
        }
        catch (Exception error) when (error is WireException or IOException or FormatException)
        {
            return Complain(error.Message);
        }
    }

    private static int Complain(string message)
    {
        Console.Error.WriteLine($"eager worker: {message}");
        return Failed;
    }
}
