using Microsoft.Extensions.Options;

namespace Eager.Chat;

/// <summary>Generated checks of the ranges that the options state.</summary>
[OptionsValidator]
internal sealed partial class EagerOptionsValidator : IValidateOptions<EagerOptions>;
