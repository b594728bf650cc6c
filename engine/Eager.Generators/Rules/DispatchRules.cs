using Microsoft.CodeAnalysis;

namespace Eager.Generators.Rules;

/// <summary>The generator's diagnostics. An id is never reused.</summary>
internal static class DispatchRules
{
    private const string Category = "Eager.Dispatch";

    public static readonly DiagnosticDescriptor UnhandledMessage = new(
        "EAG001",
        "A protocol message has no handler",
        "'{0}' has no [Handles] method for '{1}'",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor ForeignMessage = new(
        "EAG002",
        "A handler takes a message that is not of its protocol",
        "'{0}' handles '{1}', which is neither a message of '{2}' nor a framework message of Akka",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor AsynchronousHandler = new(
        "EAG003",
        "A handler is asynchronous or returns a value",
        "'{0}' must be synchronous and return void: start the work and pipe its result to Self",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor MutableMessage = new(
        "EAG004",
        "A message is mutable",
        "Message '{0}' must be immutable: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor DuplicateHandler = new(
        "EAG005",
        "Two handlers take the same message",
        "'{0}' handles '{1}', which '{2}' handles already",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor MisshapenActor = new(
        "EAG006",
        "An actor or a protocol does not have the shape that dispatch needs",
        "No dispatch for '{0}': {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor MisshapenHandler = new(
        "EAG007",
        "A handler is not a private instance method of one parameter",
        "Handler '{0}' must be a private instance method with the message as its only parameter: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);
}
