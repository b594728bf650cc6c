namespace Eager.Executions;

/// <summary>Something to be shown: the same thing in several forms, of which a reader takes the richest that it can show.</summary>
/// <param name="Forms">
/// By MIME type: text as it is for <c>text/*</c>, <c>application/json</c> and types that end in <c>+json</c> or <c>+xml</c>, base64 for all others.
/// At least one.
/// </param>
public sealed record MimeBundle(IReadOnlyDictionary<string, string> Forms);
