using Eager.LoadTests.Programs;

namespace Eager.LoadTests.Targets;

/// <summary>What is loaded: the engine in this process, or a server.</summary>
public interface ILoadTarget : IAsyncDisposable
{
    /// <summary>What it is, for reports.</summary>
    string Name { get; }

    /// <summary>Opens a session for a program, ready for its first token. The caller disposes of it.</summary>
    /// <exception cref="LoadTargetException">No session can be opened; the message is one line.</exception>
    ValueTask<ILoadSession> OpenAsync(LoadProgram program, CancellationToken cancellationToken);
}
