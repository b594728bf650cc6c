using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Eager.Executors.CSharpWorker.Compiling;
using Eager.Executors.CSharpWorker.Running;

namespace Eager.Executors.CSharpWorker.Effects;

/// <summary>
/// Reads what the compiler has bound: the code of an assembly of the program names each symbol that it calls. A type that is made or mentioned may have whatever can be called without
/// its name called: what it overrides or implements, its accessors and operators.
/// </summary>
internal sealed class AssemblyScan : IDisposable
{
    private const string Constructor = ".ctor";
    private const string TypeInitializer = ".cctor";
    private const string LateBinder = "Microsoft.CSharp.RuntimeBinder.Binder";
    private const string LateCall = "InvokeMember";
    private const string LateName = "*::";

    private static readonly string _marks = typeof(RunningProgram).FullName!;

    private readonly PEReader _file;
    private readonly MetadataReader _reader;
    private readonly TypeNames _types;
    private readonly Func<string, bool> _isLibrary;
    private readonly Dictionary<string, CodeNode> _nodes = [];
    private List<CodeNode> _parts = [];

    private AssemblyScan(string assembly, byte[] image, Func<string, bool> isLibrary)
    {
        _file = new PEReader(ImmutableArray.Create(image));
        _reader = _file.GetMetadataReader();
        _types = new TypeNames(assembly);
        _isLibrary = isLibrary;
    }

    /// <param name="assembly">The assembly's name.</param>
    /// <param name="image">The assembly.</param>
    /// <param name="entry">Name of the method that it begins with; null where it has none.</param>
    /// <param name="isLibrary">True for the name of an assembly whose code is not looked at.</param>
    /// <returns>Its code by methods and types, and the code between the marks.</returns>
    public static (IReadOnlyDictionary<string, CodeNode> Nodes, IReadOnlyList<CodeNode> Parts) Read(
        string assembly, byte[] image, string? entry, Func<string, bool> isLibrary)
    {
        using var scan = new AssemblyScan(assembly, image, isLibrary);
        var begin = new CodeNode();
        foreach (var handle in scan._reader.TypeDefinitions)
            scan.ReadType(handle, entry, begin);
        return (scan._nodes, scan._parts.Count > 0 ? scan._parts : [begin]);
    }

    public void Dispose() => _file.Dispose();

    private void ReadType(TypeDefinitionHandle handle, string? entry, CodeNode begin)
    {
        var type = _reader.GetTypeDefinition(handle);
        var key = _types.KeyOf(_reader, handle);
        var node = Node(key);
        MentionType(type.BaseType, node);
        foreach (var method in type.GetMethods().Select(_reader.GetMethodDefinition))
        {
            var name = _reader.GetString(method.Name);
            var code = Node(MethodKey(key, name));
            ReadMethod(method, key, name, code);
            if ((method.Attributes & (MethodAttributes.MemberAccessMask | MethodAttributes.SpecialName)) == MethodAttributes.Public && name[0] != '<')
                Node(LateName + name).Leads.Add(MethodKey(key, name));
            if ((method.Attributes & (MethodAttributes.Virtual | MethodAttributes.SpecialName)) != 0)
                node.Leads.Add(MethodKey(key, name));
            if (name == entry)
                begin.Leads.Add(MethodKey(key, name));
        }
    }

    private void ReadMethod(MethodDefinition method, string type, string name, CodeNode code)
    {
        if ((method.Attributes & MethodAttributes.PinvokeImpl) != 0)
            code.Uses.Add(new EffectUse(EffectKind.NativeCode, $"{name}()"));
        if (method.RelativeVirtualAddress == 0)
            return;
        var parts = ReadBody(_file.GetMethodBody(method.RelativeVirtualAddress).GetILReader());
        foreach (var part in parts)
            code.Add(part);
        if (parts.Count < 2)
            return;
        // Where a statement awaits, its code hands over the state machine that all of them are in.
        foreach (var part in parts)
            part.Leads.ExceptWith([type, MethodKey(type, name)]);
        _parts = parts;
    }

    private List<CodeNode> ReadBody(BlobReader body)
    {
        var parts = new List<CodeNode> { new() };
        var stack = new ConstantStack();
        foreach (var instruction in Instruction.Read(body))
        {
            if (instruction.IsTarget)
                stack.Forget();
            var kind = instruction.Code.OperandType;
            if (kind is OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType or OperandType.InlineField
                && MetadataTokens.EntityHandle(instruction.Operand) is var handle
                && handle.Kind is HandleKind.MethodDefinition or HandleKind.MemberReference or HandleKind.MethodSpecification && !IsField(handle))
            {
                if (ReadCall(handle, instruction, stack, parts[^1]))
                    parts.Add(new CodeNode());
                continue;
            }

            if (kind is OperandType.InlineTok or OperandType.InlineType or OperandType.InlineField)
                ReadMention(MetadataTokens.EntityHandle(instruction.Operand), parts[^1]);
            if (kind == OperandType.InlineSig)
                stack.Forget(); // a call through a pointer: whose address was taken is mentioned
            else
                stack.Follow(instruction, token => _reader.GetUserString(MetadataTokens.UserStringHandle(token & 0xFFFFFF)));
        }

        return parts;
    }

    /// <summary>True for a mark between two parts.</summary>
    private bool ReadCall(EntityHandle method, Instruction instruction, ConstantStack stack, CodeNode code)
    {
        if (method.Kind == HandleKind.MethodSpecification)
        {
            var generic = _reader.GetMethodSpecification((MethodSpecificationHandle)method);
            generic.DecodeSignature(_types, null);
            Lead(_types.TakeMentioned(), code);
            method = generic.Method;
        }

        var (owner, nameHandle, signature) = Describe(method);
        var name = _reader.GetString(nameHandle);
        var type = MentionOwner(owner, code);
        var arguments = Arguments(signature, instruction.Code, stack);
        if (TypeNames.WithoutAssembly(type) == _marks)
            return name == nameof(RunningProgram.Mark);
        if (TypeNames.AssemblyOf(type).Length > 0)
            Lead(type, name, new Call(TypeNames.WithoutAssembly(type), name, signature.ParameterTypes, arguments), code);
        return false;
    }

    private void Lead(string type, string name, Call call, CodeNode code)
    {
        Lead([MethodKey(type, name)], code);
        if (name == Constructor)
            Lead([type], code);
        if (_isLibrary(TypeNames.AssemblyOf(type)))
            code.Uses.Add(new EffectUse(EffectKind.DynamicCode, call.ToString()));
        else if (call.Type == LateBinder && name == LateCall && call.Arguments[1] as string is var late)
            ReadLateCall(late, code);
        else if (FrameworkEffects.Of(call) is { } effect)
            code.Uses.Add(new EffectUse(effect, call.ToString(), call.Constant));
    }

    /// <summary>A call through <c>dynamic</c> may be one of any member of that name.</summary>
    private static void ReadLateCall(string? name, CodeNode code)
    {
        code.Leads.Add(LateName + name);
        if (name is null || FrameworkEffects.Has(name))
            code.Uses.Add(new EffectUse(EffectKind.DynamicCode, $"dynamic.{name}()"));
    }

    private void ReadMention(EntityHandle handle, CodeNode code)
    {
        switch (handle.Kind)
        {
            case HandleKind.FieldDefinition:
                MentionOwner(_reader.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType(), code);
                break;
            case HandleKind.MemberReference:
                MentionOwner(_reader.GetMemberReference((MemberReferenceHandle)handle).Parent, code);
                break;
            default:
                MentionType(handle, code);
                break;
        }
    }

    /// <summary>A member of a type is used: the type is initialised, and its type arguments are mentioned.</summary>
    private string MentionOwner(EntityHandle owner, CodeNode code)
    {
        if (owner.Kind != HandleKind.TypeSpecification)
        {
            var plain = _types.KeyOf(_reader, owner);
            Lead([MethodKey(plain, TypeInitializer)], code);
            return plain.Length > 0 ? plain : "|";
        }

        var name = _reader.GetTypeSpecification((TypeSpecificationHandle)owner).DecodeSignature(_types, null);
        var mentioned = _types.TakeMentioned();
        var key = mentioned.FirstOrDefault(one => TypeNames.WithoutAssembly(one) == name) ?? "|";
        Lead(mentioned.Where(one => one != key), code);
        Lead([MethodKey(key, TypeInitializer)], code);
        return key;
    }

    private void MentionType(EntityHandle type, CodeNode code)
    {
        if (type.IsNil)
            return;
        if (type.Kind != HandleKind.TypeSpecification)
        {
            Lead([_types.KeyOf(_reader, type)], code);
            return;
        }

        _reader.GetTypeSpecification((TypeSpecificationHandle)type).DecodeSignature(_types, null);
        Lead(_types.TakeMentioned(), code);
    }

    /// <summary>What is not the program's leads nowhere: the table says what it does.</summary>
    private static void Lead(IEnumerable<string> keys, CodeNode code)
    {
        foreach (var key in keys)
            if (key.StartsWith(CompilerSettings.AssemblyPrefix, StringComparison.Ordinal))
                code.Leads.Add(key);
    }

    private static object?[] Arguments(MethodSignature<string> signature, OpCode code, ConstantStack stack)
    {
        if (code.OperandType != OperandType.InlineMethod || code == OpCodes.Ldftn || code == OpCodes.Ldtoken || code == OpCodes.Jmp)
        {
            stack.Push(null);
            return new object?[signature.ParameterTypes.Length];
        }

        if (code == OpCodes.Ldvirtftn)
        {
            stack.Take(1);
            stack.Push(null);
            return new object?[signature.ParameterTypes.Length];
        }

        var arguments = stack.Take(signature.ParameterTypes.Length);
        if (signature.Header.IsInstance && code != OpCodes.Newobj)
            stack.Take(1);
        if (code == OpCodes.Newobj || signature.ReturnType != "System.Void")
            stack.Push(null);
        return arguments;
    }

    private (EntityHandle Owner, StringHandle Name, MethodSignature<string> Signature) Describe(EntityHandle method)
    {
        if (method.Kind == HandleKind.MethodDefinition)
        {
            var own = _reader.GetMethodDefinition((MethodDefinitionHandle)method);
            return (own.GetDeclaringType(), own.Name, Decoded(own.DecodeSignature(_types, null)));
        }

        var reference = _reader.GetMemberReference((MemberReferenceHandle)method);
        return (reference.Parent, reference.Name, Decoded(reference.DecodeMethodSignature(_types, null)));
    }

    private MethodSignature<string> Decoded(MethodSignature<string> signature)
    {
        _types.TakeMentioned(); // what a method takes is not made by calling it
        return signature;
    }

    private bool IsField(EntityHandle handle) =>
        handle.Kind == HandleKind.MemberReference && _reader.GetMemberReference((MemberReferenceHandle)handle).GetKind() == MemberReferenceKind.Field;

    private CodeNode Node(string key)
    {
        if (!_nodes.TryGetValue(key, out var node))
            _nodes[key] = node = new CodeNode();
        return node;
    }

    private static string MethodKey(string type, string method) => $"{type}::{method}";
}
