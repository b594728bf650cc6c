namespace Eager.Generators.Models;

/// <summary>All that the generated file depends on. Holds no symbol, no syntax and no place in a file.</summary>
/// <param name="HintName">Name of the generated file, unique in the compilation.</param>
/// <param name="Namespace">Namespace of the actor; null for the global one.</param>
/// <param name="Declarations">Headers of the partial types to open, the outermost container first, the actor last.</param>
/// <param name="Cases">Arms of the type switch, in order.</param>
internal sealed record ActorModel(
    string HintName,
    string? Namespace,
    EquatableArray<string> Declarations,
    EquatableArray<DispatchCase> Cases);
