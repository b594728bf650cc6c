using System.Text;
using Eager.Executions;
using Eager.Executors.Python;
using Eager.Statements;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

// A host that runs the program it is given, passes its output on, and waits to be killed.
var source = Encoding.UTF8.GetBytes(args[0]);
var backend = new PythonBackend(Options.Create(new PythonOptions()), TimeProvider.System, NullLogger<PythonBackend>.Instance);
var session = await backend.OpenAsync(
    new BackendSessionOptions { ProgramFile = "program.py", Arguments = ["program.py"], WorkingDirectory = "/" }, CancellationToken.None);
await session.SubmitAsync(
    [new ExecutionUnit(0, UnitKind.Program, new SourceSpan(0, source.Length, 1, 1), source)], CancellationToken.None);
using var output = Console.OpenStandardOutput();
while (await session.ReceiveAsync(CancellationToken.None) is not BackendClosed and var received)
{
    if (received is OutputReceived { Bytes: var bytes })
        await output.WriteAsync(bytes);
}
