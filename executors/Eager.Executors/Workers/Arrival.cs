using Eager.Executions;
using Eager.Executors.Processes;
using Eager.Wire;

namespace Eager.Executors.Workers;

/// <summary>What came from a worker: one of output, a frame, or its exit as the last.</summary>
internal readonly record struct Arrival(OutputReceived? Output, WorkerFrame? Frame, ProcessExit? Exit);
