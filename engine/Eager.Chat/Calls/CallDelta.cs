namespace Eager.Chat.Calls;

/// <summary>What a provider's update says about one function call of the answer.</summary>
/// <param name="Key">The call's place in the answer.</param>
/// <param name="CallId">Its id, where the update tells it.</param>
/// <param name="Name">Name of the function, where the update tells it.</param>
/// <param name="Text">More of its arguments, UTF-8.</param>
internal readonly record struct CallDelta(long Key, string? CallId, string? Name, ReadOnlyMemory<byte> Text);
