namespace Eager.Executions;

/// <summary>An error that a program raised, as its language reports it.</summary>
/// <param name="Type">Name of the error's type: <c>ValueError</c>, <c>SyntaxError</c>.</param>
/// <param name="Message">The error's text, without the type.</param>
/// <param name="Traceback">The full report in the language's usual form, with the program's own line numbers.</param>
/// <param name="Line">Line of the program's outermost frame, or of the syntax error; null where there is none.</param>
public sealed record ProgramError(string Type, string Message, string Traceback, int? Line);
