using System.Diagnostics.CodeAnalysis;
using Eager.Executions;

namespace Eager.Conformance;

/// <summary>What every backend does. Derive one class for each backend; its constructor's work is done anew for each test.</summary>
public abstract partial class BackendSpecification
{
    /// <summary>Longest time that anything may take before it counts as not happening.</summary>
    protected virtual TimeSpan Patience => TimeSpan.FromSeconds(60);

    /// <summary>How the backend's language says what is needed.</summary>
    protected abstract Dialect Language { get; }

    /// <summary>What the backend can keep.</summary>
    protected virtual Abilities Can { get; } = new();

    /// <summary>Makes the backend.</summary>
    /// <param name="time">The clock of its sessions.</param>
    protected abstract IBackend CreateBackend(TimeProvider time);

    private async Task<SessionDriver> OpenAsync(IBackend? backend = null, bool display = false, ProgramLimits? limits = null)
    {
        var options = new BackendSessionOptions
        {
            ProgramFile = "program",
            Arguments = ["program"],
            WorkingDirectory = Path.GetTempPath(),
            Display = display,
            Limits = limits ?? new ProgramLimits(),
        };
        backend ??= CreateBackend(TimeProvider.System);
        return new SessionDriver(await backend.OpenAsync(options, CancellationToken.None).AsTask().WaitAsync(Patience), Patience);
    }

    /// <summary>The statement, or a skipped test where the dialect has none.</summary>
    private static string Needed([NotNull] string? statement, string what)
    {
        Assert.SkipWhen(statement is null, $"the dialect has no way to {what}");
        return statement;
    }

    private static void Require(bool ability, string what) => Assert.SkipUnless(ability, $"the backend cannot {what}");
}
