using Microsoft.Extensions.Options;

namespace Eager.Executors.Python;

internal sealed class PythonOptionsValidator : IValidateOptions<PythonOptions>
{
    public ValidateOptionsResult Validate(string? name, PythonOptions options)
    {
        if (options.StartTimeout <= TimeSpan.Zero || options.StartTimeout > TimeSpan.FromHours(1))
            return ValidateOptionsResult.Fail($"{nameof(PythonOptions.StartTimeout)} must be more than zero and at most an hour");
        if (options.Interpreter is { } interpreter && string.IsNullOrWhiteSpace(interpreter))
            return ValidateOptionsResult.Fail($"{nameof(PythonOptions.Interpreter)} must not be blank");
        return options.Pool.Complaint() is { } complaint ? ValidateOptionsResult.Fail(complaint) : ValidateOptionsResult.Success;
    }
}
