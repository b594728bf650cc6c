namespace Eager.Server.Page;

/// <summary>One file of the page.</summary>
/// <param name="Type">Its media type.</param>
/// <param name="Bytes">What is in it.</param>
/// <param name="Tag">Its entity tag.</param>
internal sealed record PageFile(string Type, byte[] Bytes, string Tag);
