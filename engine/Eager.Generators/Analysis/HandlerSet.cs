using Eager.Generators.Models;
using Eager.Generators.Rules;
using Microsoft.CodeAnalysis;
using static Eager.Generators.Attributes.DispatchAttributes;

namespace Eager.Generators.Analysis;

/// <summary>The handlers of one actor, matched with the messages of its protocol.</summary>
internal sealed class HandlerSet
{
    /// <summary>The bare name, escaped where it is a keyword.</summary>
    private static readonly SymbolDisplayFormat NameInSource =
        new(miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private readonly Dictionary<ISymbol, IMethodSymbol> _handlers = new(SymbolEqualityComparer.Default);
    private readonly List<INamedTypeSymbol> _frameworkMessages = [];
    private readonly List<Finding> _findings = [];
    private readonly INamedTypeSymbol _protocol;
    private readonly IReadOnlyList<INamedTypeSymbol> _messages;

    private HandlerSet(INamedTypeSymbol protocol, IReadOnlyList<INamedTypeSymbol> messages)
    {
        _protocol = protocol;
        _messages = messages;
    }

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>The protocol's messages as declared, then the framework's.</summary>
    public IEnumerable<DispatchCase> Cases => _messages.Where(_handlers.ContainsKey)
        .Concat(_frameworkMessages
            .OrderByDescending(Specificity)
            .ThenBy(message => message.GlobalName(), StringComparer.Ordinal))
        .Select(message => new DispatchCase(message.GlobalName(), _handlers[message].ToDisplayString(NameInSource)));

    public static HandlerSet Read(
        INamedTypeSymbol actor,
        INamedTypeSymbol protocol,
        IReadOnlyList<INamedTypeSymbol> messages,
        CancellationToken cancellationToken)
    {
        var set = new HandlerSet(protocol, messages);
        var claimed = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var method in actor.GetMembers().OfType<IMethodSymbol>().Where(method => method.FindAttribute(Handles) is not null))
        {
            cancellationToken.ThrowIfCancellationRequested();
            claimed.UnionWith(method.Parameters.Select(parameter => parameter.Type));
            set.Add(method);
        }

        // A message that only a faulty handler takes has its finding there.
        set._findings.AddRange(messages
            .Where(message => !claimed.Contains(message))
            .Select(message => Finding.At(actor, DispatchRules.UnhandledMessage, actor.Name, NameInProtocol(message))));
        return set;
    }

    private void Add(IMethodSymbol method)
    {
        if (HandlerShape.Problem(method) is { } problem)
        {
            _findings.Add(Finding.At(method, DispatchRules.MisshapenHandler, method.Name, problem));
            return;
        }

        if (HandlerShape.IsAsynchronous(method))
            _findings.Add(Finding.At(method, DispatchRules.AsynchronousHandler, method.Name));
        if (method.Parameters[0].Type is not { TypeKind: TypeKind.Error })
            Match(method, method.Parameters[0]);
    }

    private void Match(IMethodSymbol method, IParameterSymbol parameter)
    {
        var message = parameter.Type as INamedTypeSymbol;
        var isOwn = message is not null && _messages.Contains(message, SymbolEqualityComparer.Default);
        if (message is null || (!isOwn && !message.IsInNamespace("Akka")))
        {
            var foreign = parameter.Type.FullName();
            _findings.Add(Finding.At(parameter, DispatchRules.ForeignMessage, method.Name, foreign, _protocol.Name));
        }
        else if (_handlers.TryGetValue(message, out var first))
        {
            _findings.Add(Finding.At(method, DispatchRules.DuplicateHandler, method.Name, message.Name, first.Name));
        }
        else
        {
            _handlers.Add(message, method);
            if (!isOwn)
                _frameworkMessages.Add(message);
        }
    }

    /// <summary>Greater than that of every type it derives from: the framework's types may be open, and no arm may hide a later.</summary>
    private static int Specificity(INamedTypeSymbol message) =>
        message.IsSealed ? int.MaxValue : message.Ancestors().Count() + message.AllInterfaces.Length;

    private static string NameInProtocol(INamedTypeSymbol message) => $"{message.ContainingType.Name}.{message.Name}";
}
