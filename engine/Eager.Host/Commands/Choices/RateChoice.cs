using System.Globalization;

namespace Eager.Host.Commands.Choices;

/// <summary>One of the token rates that <c>--rates</c> takes.</summary>
internal static class RateChoice
{
    /// <exception cref="UsageException">It is no number above 0.</exception>
    public static double Of(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) && rate is > 0 and <= 1e6
            ? rate
            : throw new UsageException($"--rates takes numbers above 0 with commas between, not '{text}'");
}
