namespace Eager.Executors.CSharpWorker.Sources;

/// <summary>What a top-level element is to the compilation of what follows.</summary>
internal enum ElementKind
{
    /// <summary>A <c>using</c> directive.</summary>
    Using,

    /// <summary>A type, or a namespace with its types.</summary>
    Type,

    /// <summary>A local function.</summary>
    Function,

    /// <summary>Anything that runs in its place, declarations of variables included.</summary>
    Statement,

    /// <summary><c>#r</c> or <c>#load</c>.</summary>
    Reference,
}
