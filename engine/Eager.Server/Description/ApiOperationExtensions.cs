using Microsoft.AspNetCore.Builder;

namespace Eager.Server.Description;

/// <summary>Puts descriptions beside routes.</summary>
internal static class ApiOperationExtensions
{
    public static TBuilder Describe<TBuilder>(this TBuilder route, ApiOperation operation)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(operation);
}
