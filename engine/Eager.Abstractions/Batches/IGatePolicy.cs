namespace Eager.Batches;

/// <summary>Decides when ready statements are dispatched. Pure: a decision depends on the snapshot alone.</summary>
public interface IGatePolicy
{
    /// <summary>How many of the ready statements form the next batch, from the front; 0 to wait.</summary>
    int Admit(in GateSnapshot snapshot);
}
