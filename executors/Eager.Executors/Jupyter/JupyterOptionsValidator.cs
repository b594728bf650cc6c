using Microsoft.Extensions.Options;

namespace Eager.Executors.Jupyter;

internal sealed class JupyterOptionsValidator : IValidateOptions<JupyterOptions>
{
    public ValidateOptionsResult Validate(string? name, JupyterOptions options)
    {
        if (options.StartTimeout <= TimeSpan.Zero || options.StartTimeout > TimeSpan.FromHours(1))
            return ValidateOptionsResult.Fail($"{nameof(JupyterOptions.StartTimeout)} must be more than zero and at most an hour");
        if (options.Url is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https")))
            return ValidateOptionsResult.Fail($"{nameof(JupyterOptions.Url)} must be an http or https address");
        return string.IsNullOrWhiteSpace(options.Server)
            ? ValidateOptionsResult.Fail($"{nameof(JupyterOptions.Server)} must not be blank")
            : ValidateOptionsResult.Success;
    }
}
