using Eager.Executions;
using Microsoft.Extensions.Options;

namespace Eager.Chat;

/// <summary>Checks that what the options name is there.</summary>
internal sealed class KnownPartsValidator(IEnumerable<IBackend> backends) : IValidateOptions<EagerOptions>
{
    public ValidateOptionsResult Validate(string? name, EagerOptions options)
    {
        if (options.WorkingDirectory is { } directory && !Directory.Exists(directory))
            return ValidateOptionsResult.Fail($"{nameof(EagerOptions.WorkingDirectory)}: there is no folder {directory}");
        if (backends.Any(backend => backend.Language == options.Language && backend.Name == options.Backend))
            return ValidateOptionsResult.Success;
        var known = string.Join(", ", backends.Select(backend => $"{backend.Language}/{backend.Name}"));
        return ValidateOptionsResult.Fail($"no backend '{options.Backend}' runs '{options.Language}'; known: {known}");
    }
}
