namespace Eager.Engine.Pipeline;

/// <summary>A session ended because a part of the product failed.</summary>
public sealed class SessionFaultedException : Exception
{
    internal SessionFaultedException(Exception cause)
        : base($"a stage of the session failed: {cause.Message}", cause)
    {
    }

    internal SessionFaultedException(string stage)
        : base($"the {stage} stage of the session ended before the program did")
    {
    }
}
