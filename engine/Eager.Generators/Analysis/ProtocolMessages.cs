using Microsoft.CodeAnalysis;

namespace Eager.Generators.Analysis;

/// <summary>The messages of a protocol.</summary>
internal static class ProtocolMessages
{
    /// <summary>
    /// Classes and structs nested in <paramref name="protocol"/>, or in static classes within it that group them, in the order of
    /// declaration. What is nested in a message is a part of that message; what is private is nobody's message.
    /// </summary>
    public static IEnumerable<INamedTypeSymbol> Of(INamedTypeSymbol protocol)
    {
        foreach (var member in protocol.GetTypeMembers())
        {
            if (member.DeclaredAccessibility == Accessibility.Private)
                continue;
            if (member is { TypeKind: TypeKind.Class, IsStatic: true })
            {
                foreach (var message in Of(member))
                    yield return message;
            }
            else if (member.TypeKind is TypeKind.Class or TypeKind.Struct)
            {
                yield return member;
            }
        }
    }
}
