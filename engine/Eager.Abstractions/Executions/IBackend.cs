using Eager.Effects;

namespace Eager.Executions;

/// <summary>A place where programs run: a factory of sessions.</summary>
public interface IBackend
{
    /// <summary>Name on the command line and in events, lower case: <c>process</c>.</summary>
    string Name { get; }

    /// <summary>Name of the language its sessions execute.</summary>
    string Language { get; }

    /// <summary>
    /// True where its sessions keep <see cref="BackendSessionOptions.Effects"/>: effects wait, or are denied. Where they do not, only a session that
    /// holds nothing can be opened.
    /// </summary>
    bool HoldsEffects => false;

    /// <summary>False while the backend still prepares what lets its sessions start fast. Sessions can be opened all the same.</summary>
    bool IsWarm => true;

    /// <summary>True where its sessions keep <see cref="EffectRule.Stage"/> too.</summary>
    bool StagesWrites => false;

    /// <summary>Starts a session and returns when it is ready to execute.</summary>
    /// <exception cref="BackendUnavailableException">The session cannot start; the message says why in one line.</exception>
    ValueTask<IBackendSession> OpenAsync(BackendSessionOptions options, CancellationToken cancellationToken);
}
