namespace Eager.LoadTests.Serving;

/// <summary>How late what clients wait for was, in milliseconds behind the moment at which the token that made it possible was due.</summary>
/// <param name="Released">Each counted <c>statement.released</c>.</param>
/// <param name="Output">Each counted <c>output</c>.</param>
/// <param name="Sending">Each counted token, when it had been handed to the socket: what the client itself adds.</param>
/// <param name="Missing">Statements whose events never came.</param>
public sealed record ServingResult(
    IReadOnlyList<double> Released, IReadOnlyList<double> Output, IReadOnlyList<double> Sending, int Missing);
