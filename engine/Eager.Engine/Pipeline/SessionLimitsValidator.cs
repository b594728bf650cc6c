using Microsoft.Extensions.Options;

namespace Eager.Engine.Pipeline;

/// <summary>Generated checks of the ranges that the limits of one session state.</summary>
[OptionsValidator]
internal sealed partial class SessionLimitsValidator : IValidateOptions<SessionLimits>;
