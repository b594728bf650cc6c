using Microsoft.Extensions.Options;

namespace Eager.Engine.Pipeline;

/// <summary>Generated checks of the ranges that the options state.</summary>
[OptionsValidator]
internal sealed partial class EngineOptionsValidator : IValidateOptions<EngineOptions>;
