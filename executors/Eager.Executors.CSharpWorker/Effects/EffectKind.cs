namespace Eager.Executors.CSharpWorker.Effects;

/// <summary>What a call does to the world around the program, as far as its symbol tells.</summary>
internal enum EffectKind
{
    Read,
    Write,
    Network,
    Process,
    Time,
    Threads,

    /// <summary>Runs code that no symbol names: what that does nobody sees.</summary>
    DynamicCode,
    NativeCode,

    /// <summary>Changes what relative paths are relative to.</summary>
    WorkingDirectory,
}
