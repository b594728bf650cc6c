using Microsoft.Extensions.Options;

namespace Eager.Executors.CSharp;

internal sealed class CSharpOptionsValidator : IValidateOptions<CSharpOptions>
{
    public ValidateOptionsResult Validate(string? name, CSharpOptions options) =>
        options.StartTimeout <= TimeSpan.Zero || options.StartTimeout > TimeSpan.FromHours(1)
            ? ValidateOptionsResult.Fail($"{nameof(CSharpOptions.StartTimeout)} must be more than zero and at most an hour")
            : options.Pool.Complaint() is { } complaint ? ValidateOptionsResult.Fail(complaint) : ValidateOptionsResult.Success;
}
