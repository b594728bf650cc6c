namespace Eager.Client;

/// <summary>A file of a session.</summary>
/// <param name="Path">Its place in the session's folder, with slashes.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Changed">When it was written.</param>
public sealed record SessionFile(string Path, long Size, DateTimeOffset Changed);
