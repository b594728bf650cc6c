namespace Eager.Executors.CSharpWorker.Running;

/// <summary>What compiled programs call: the only public class.</summary>
public static class RunningProgram
{
    private static readonly Stack<object> _disposables = new();

    /// <summary>The program's own arguments, without its name.</summary>
    public static string[] Arguments { get; internal set; } = [];

    /// <summary>Called between two units of one submission.</summary>
    internal static Action Marked { get; set; } = () => { };

    /// <summary>Between two units: the one above is over.</summary>
    public static void Mark() => Marked();

    /// <summary>Leaves the program with the status that it has set.</summary>
    public static object Leave() => new ProgramExit(Environment.ExitCode);

    /// <summary>Leaves the program with a status.</summary>
    public static object Leave(int status) => new ProgramExit(status);

    /// <summary>Disposes of a resource when the program is over.</summary>
    public static void DisposeAtEnd(IDisposable? resource) => Keep(resource);

    /// <summary>Disposes of a resource when the program is over.</summary>
    public static void DisposeAtEndAsync(IAsyncDisposable? resource) => Keep(resource is null ? null : new AsyncResource(resource));

    /// <summary>Disposes of what was registered, last first.</summary>
    internal static void Dispose()
    {
        while (_disposables.TryPop(out var resource))
            if (resource is AsyncResource asynchronous)
                asynchronous.Resource.DisposeAsync().AsTask().GetAwaiter().GetResult();
            else
                ((IDisposable)resource).Dispose();
    }

    private static void Keep(object? resource)
    {
        if (resource is not null)
            _disposables.Push(resource);
    }

    private sealed record AsyncResource(IAsyncDisposable Resource);
}
