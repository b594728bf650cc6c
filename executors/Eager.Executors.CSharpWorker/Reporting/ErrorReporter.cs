using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Eager.Executions;
using Eager.Executors.CSharpWorker.Compiling;
using Eager.Executors.CSharpWorker.Effects;
using Eager.Executors.CSharpWorker.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Scripting.Hosting;

namespace Eager.Executors.CSharpWorker.Reporting;

/// <summary>Says what went wrong, in the words of the runtime and of the compiler.</summary>
internal sealed partial class ErrorReporter(string file, Func<string, string> parameters)
{
    private const string Unhandled = "Unhandled exception. ";

    public ProgramError Describe(Exception error)
    {
        var report = TraceText.Clean(TextOf(error), parameters);
        return new ProgramError(error.GetType().ToString(), MessageOf(error), Unhandled + report + "\n", LineIn(report));
    }

    /// <summary>One line for each error, as the compiler's command line prints it.</summary>
    public static ProgramError Describe(IReadOnlyList<CompileError> errors)
    {
        var first = errors[0].Diagnostic;
        var lines = errors.Select(error => $"{Place(error.Diagnostic)}error {error.Diagnostic.Id}: {Message(error.Diagnostic)}").Distinct();
        return new ProgramError(first.Id, Message(first), string.Concat(lines.Select(line => line + "\n")), LineOf(first));
    }

    public static ProgramError Describe(string id, string message, string file, int line) =>
        new(id, message, $"{file}({line}): error {id}: {message}\n", line);

    /// <summary>An effect that the session's rules deny.</summary>
    public static ProgramError Denied(MetEffect effect, Stretch place)
    {
        var type = typeof(UnauthorizedAccessException).ToString();
        var message = $"{effect.What} is denied: this session's rules forbid {JsonNamingPolicy.SnakeCaseLower.ConvertName(effect.Class.ToString())}";
        return new ProgramError(type, message, $"{Unhandled}{type}: {message}\n   at {TraceText.Main} in {place.File}:line {place.Line}\n", place.Line);
    }

    public static void Print(string report)
    {
        Console.Out.Flush();
        using var stderr = Console.OpenStandardError();
        stderr.Write(System.Text.Encoding.UTF8.GetBytes(report));
    }

    /// <summary>The program's own handlers are told first, as the runtime does.</summary>
    public void PrintUnhandled(Exception error, string report)
    {
        try
        {
            ExceptionHandling.RaiseAppDomainUnhandledExceptionEvent(error);
        }
        catch (Exception second)
        {
            report += TraceText.Clean(TextOf(second), parameters) + "\n";
        }

        Print(report);
    }

    public string Format(object? value)
    {
        try
        {
            return CSharpObjectFormatter.Instance.FormatObject(value);
        }
        catch (Exception error)
        {
            return TraceText.Clean(TextOf(error), parameters);
        }
    }

    private static string TextOf(Exception error)
    {
        try
        {
            return error.ToString();
        }
        catch (Exception)
        {
            return error.GetType().ToString();
        }
    }

    private static string MessageOf(Exception error)
    {
        try
        {
            return error.Message;
        }
        catch (Exception)
        {
            return "";
        }
    }

    private int? LineIn(string report)
    {
        var frame = Frame().Matches(report).FirstOrDefault(match => match.Groups[1].Value == file);
        return frame is null ? null : int.Parse(frame.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
    }

    private static string Place(Diagnostic diagnostic)
    {
        if (!diagnostic.Location.IsInSource)
            return "";
        var span = diagnostic.Location.GetMappedLineSpan();
        return $"{span.Path}({span.StartLinePosition.Line + 1},{span.StartLinePosition.Character + 1}): ";
    }

    private static int? LineOf(Diagnostic diagnostic) =>
        diagnostic.Location.IsInSource ? diagnostic.Location.GetMappedLineSpan().StartLinePosition.Line + 1 : null;

    private static string Message(Diagnostic diagnostic) => diagnostic.GetMessage(CultureInfo.InvariantCulture);

    [GeneratedRegex(@" in (.*):line (\d+)$", RegexOptions.Multiline)]
    private static partial Regex Frame();
}
