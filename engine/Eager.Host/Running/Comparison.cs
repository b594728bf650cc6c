using System.Globalization;
using Eager.Events;

namespace Eager.Host.Running;

/// <summary>Two arms of one program side by side, in words.</summary>
internal static class Comparison
{
    /// <summary>One line: end-to-end latency, non-overlapped latency, and whether both arms did the same.</summary>
    public static string Line(SessionSummary eager, SessionSummary serial) => string.Create(
        CultureInfo.InvariantCulture,
        $"eager: serial {serial.Total.TotalSeconds:F2} s, eager {eager.Total.TotalSeconds:F2} s; NEL {serial.NonOverlapped.TotalMilliseconds:F0} ms, {eager.NonOverlapped.TotalMilliseconds:F0} ms (optimum {eager.OptimumNonOverlapped.TotalMilliseconds:F0} ms); {Agreement(eager, serial)}");

    private static string Agreement(SessionSummary eager, SessionSummary serial) =>
        (eager.StdoutSha256 == serial.StdoutSha256, eager.Exit == serial.Exit) switch
        {
            (true, true) => "same output and exit status",
            (false, true) => "OUTPUT DIFFERS",
            (true, false) => "EXIT STATUS DIFFERS",
            _ => "OUTPUT AND EXIT STATUS DIFFER",
        };
}
