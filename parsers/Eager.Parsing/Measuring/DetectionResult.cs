using System.Text.Json.Serialization;

namespace Eager.Parsing.Measuring;

/// <summary>
/// What detection cost, feeding and taking statements included, in one process on one thread. Times are sums over stretches of
/// 256 tokens of the fastest pass over each, which leaves out what other work on the machine costs.
/// </summary>
/// <param name="Tokens">Tokens of one pass.</param>
/// <param name="NsPerToken">Nanoseconds a token.</param>
/// <param name="NsPerByte">Nanoseconds a byte.</param>
/// <param name="AllocatedBytesPerToken">Managed bytes allocated while feeding, a token.</param>
/// <param name="Statements">Statements released in one pass.</param>
public sealed record DetectionResult(
    [property: JsonPropertyName("tokens")] long Tokens,
    [property: JsonPropertyName("ns_per_token")] double NsPerToken,
    [property: JsonPropertyName("ns_per_byte")] double NsPerByte,
    [property: JsonPropertyName("allocated_bytes_per_token")] double AllocatedBytesPerToken,
    [property: JsonPropertyName("statements")] int Statements);
