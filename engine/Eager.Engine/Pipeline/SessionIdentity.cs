using Eager.Events;

namespace Eager.Engine.Pipeline;

/// <summary>What a session runs, where and when.</summary>
internal sealed record SessionIdentity(string Language, string Backend, ExecutionMode Mode);
