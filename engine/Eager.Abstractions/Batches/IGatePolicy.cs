namespace Eager.Batches;

/// <summary>Decides when ready statements are dispatched. Pure: a decision depends on the snapshot alone.</summary>
public interface IGatePolicy
{
    /// <summary>Name on the command line and in events, lower case: <c>pipelined</c>.</summary>
    string Name { get; }

    /// <summary>
    /// How many of the ready statements form the next batch, from the front; 0 to wait. Asked whenever a statement becomes ready, a batch finishes
    /// or the stream ends, and again after each batch that it admitted.
    /// </summary>
    int Admit(in GateSnapshot snapshot);
}
