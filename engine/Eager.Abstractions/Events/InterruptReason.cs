namespace Eager.Events;

/// <summary>Why a generation was interrupted.</summary>
public enum InterruptReason
{
    /// <summary>A statement failed.</summary>
    Error,

    /// <summary>The program asked to exit.</summary>
    Exit,

    /// <summary>The user interrupted.</summary>
    User,

    /// <summary>A limit was reached.</summary>
    Limit,

    /// <summary>The backend is gone.</summary>
    BackendLost,
}
