using System.Globalization;

namespace Eager.ReplayModel.Serving;

/// <summary>Something that goes wrong.</summary>
/// <param name="Kind">What.</param>
/// <param name="AfterEvents">How many events come first; 0 for a fault of the request itself.</param>
public sealed record Fault(FaultKind Kind, int AfterEvents)
{
    private static readonly Dictionary<string, FaultKind> Names = new(StringComparer.Ordinal)
    {
        ["stall"] = FaultKind.Stall,
        ["cut"] = FaultKind.Cut,
        ["malformed"] = FaultKind.Malformed,
        ["429"] = FaultKind.TooManyRequests,
        ["500"] = FaultKind.ServerError,
    };

    /// <summary>Reads <c>KIND</c> or <c>KIND@EVENTS</c>, where the kind is stall, cut, malformed, 429 or 500.</summary>
    /// <exception cref="FormatException">It is neither; the message is one line.</exception>
    public static Fault Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('@');
        var after = 0;
        if (parts.Length > 2 || !Names.TryGetValue(parts[0], out var kind)
            || (parts.Length == 2 && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out after)))
            throw new FormatException($"'{text}' is no fault: stall, cut, malformed, 429 or 500, with @EVENTS behind it where some are to come first");
        return new Fault(kind, after);
    }
}
