using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Eager.Executors.CSharpWorker.Effects;

/// <summary>Names of types in signatures. The keys of all that a signature mentions are gathered.</summary>
internal sealed class TypeNames(string assembly) : ISignatureTypeProvider<string, object?>
{
    private const char Separator = '|';

    private readonly HashSet<string> _mentioned = [];

    /// <summary>A type's full name, without its assembly.</summary>
    public static string WithoutAssembly(string key) => key[(key.IndexOf(Separator, StringComparison.Ordinal) + 1)..];

    /// <summary>The assembly that a type is in.</summary>
    public static string AssemblyOf(string key) => key[..key.IndexOf(Separator, StringComparison.Ordinal)];

    /// <summary>The keys of types mentioned since the last call.</summary>
    public string[] TakeMentioned()
    {
        string[] mentioned = [.. _mentioned];
        _mentioned.Clear();
        return mentioned;
    }

    /// <summary>A type's assembly and full name.</summary>
    public string KeyOf(MetadataReader reader, EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeDefinition => $"{assembly}{Separator}{NameOf(reader, reader.GetTypeDefinition((TypeDefinitionHandle)handle))}",
        HandleKind.TypeReference => KeyOf(reader, reader.GetTypeReference((TypeReferenceHandle)handle)),
        _ => "",
    };

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Mention(KeyOf(reader, handle));

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => Mention(KeyOf(reader, handle));

    public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => $"System.{typeCode}";

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) => genericType;

    public string GetArrayType(string elementType, ArrayShape shape) => elementType + "[]";

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetByReferenceType(string elementType) => elementType + "&";

    public string GetPointerType(string elementType) => elementType + "*";

    public string GetPinnedType(string elementType) => elementType;

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

    public string GetFunctionPointerType(MethodSignature<string> signature) => "*";

    public string GetGenericMethodParameter(object? genericContext, int index) => "!!";

    public string GetGenericTypeParameter(object? genericContext, int index) => "!";

    private string Mention(string key)
    {
        _mentioned.Add(key);
        return WithoutAssembly(key);
    }

    private static string NameOf(MetadataReader reader, TypeDefinition type)
    {
        var name = reader.GetString(type.Name);
        var outer = type.GetDeclaringType();
        if (!outer.IsNil)
            return $"{NameOf(reader, reader.GetTypeDefinition(outer))}+{name}";
        return type.Namespace.IsNil ? name : $"{reader.GetString(type.Namespace)}.{name}";
    }

    private string KeyOf(MetadataReader reader, TypeReference type)
    {
        var name = reader.GetString(type.Name);
        if (type.ResolutionScope.Kind == HandleKind.TypeReference)
            return $"{KeyOf(reader, type.ResolutionScope)}+{name}";
        var scope = type.ResolutionScope.Kind == HandleKind.AssemblyReference
            ? reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name)
            : assembly;
        return $"{scope}{Separator}{(type.Namespace.IsNil ? name : $"{reader.GetString(type.Namespace)}.{name}")}";
    }
}
