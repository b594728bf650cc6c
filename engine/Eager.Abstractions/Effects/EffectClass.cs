namespace Eager.Effects;

/// <summary>What a statement does to the world around it. Whatever is none of these only computes.</summary>
public enum EffectClass
{
    /// <summary>Reads files or folders beneath the session's working directory.</summary>
    ReadInside,

    /// <summary>Reads files or folders elsewhere, but for those that the interpreter itself is installed from.</summary>
    ReadOutside,

    /// <summary>Creates, changes or removes files beneath the session's working directory.</summary>
    WriteInside,

    /// <summary>Creates, changes or removes files elsewhere.</summary>
    WriteOutside,

    /// <summary>Opens, binds or uses a network connection.</summary>
    Network,

    /// <summary>Starts, signals or replaces processes.</summary>
    Process,

    /// <summary>Waits for time to pass.</summary>
    Time,

    /// <summary>Starts threads.</summary>
    Threads,

    /// <summary>The program makes code out of data.</summary>
    DynamicCode,

    /// <summary>The program loads native code, whose own effects nobody sees.</summary>
    NativeCode,
}
