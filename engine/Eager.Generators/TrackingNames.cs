namespace Eager.Generators;

/// <summary>Names of the pipeline's steps, for the tests of what an edit re-runs.</summary>
internal static class TrackingNames
{
    public const string Actors = nameof(Actors);
    public const string Models = nameof(Models);
    public const string ActorFindings = nameof(ActorFindings);
    public const string ProtocolFindings = nameof(ProtocolFindings);
    public const string StrayHandlers = nameof(StrayHandlers);

    public static readonly string[] All = [Actors, Models, ActorFindings, ProtocolFindings, StrayHandlers];
}
