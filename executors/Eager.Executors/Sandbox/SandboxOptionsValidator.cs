using Microsoft.Extensions.Options;

namespace Eager.Executors.Sandbox;

internal sealed class SandboxOptionsValidator : IValidateOptions<SandboxOptions>
{
    public ValidateOptionsResult Validate(string? name, SandboxOptions options)
    {
        if (options.TemporaryBytes <= 0)
            return ValidateOptionsResult.Fail($"{nameof(SandboxOptions.TemporaryBytes)} must be more than zero");
        return options.Pool.Complaint() is { } complaint ? ValidateOptionsResult.Fail(complaint) : ValidateOptionsResult.Success;
    }
}
