using System.Reflection;
using System.Reflection.Metadata;
using Microsoft.CodeAnalysis;

namespace Eager.Executors.CSharpWorker.Compiling;

/// <summary>What the framework's reference assemblies declare, and which of them they need.</summary>
internal sealed class FrameworkIndex
{
    private const string AttributeSuffix = "Attribute";

    private static readonly Lazy<FrameworkIndex> _current = new(() => new FrameworkIndex());

    private readonly Dictionary<string, Entry> _assemblies = [];
    private readonly ILookup<string, string> _byNamespace;
    private readonly Lazy<HashSet<string>> _names;

    private FrameworkIndex()
    {
        foreach (var file in Directory.EnumerateFiles(Folder, "*.dll").Order(StringComparer.Ordinal))
            _assemblies[Path.GetFileNameWithoutExtension(file)] = new Entry(MetadataReference.CreateFromFile(file));
        _byNamespace = _assemblies.SelectMany(assembly => assembly.Value.Namespaces.Select(space => (space, assembly.Key)))
            .ToLookup(pair => pair.space, pair => pair.Key);
        _names = new(() => [.. _assemblies.Values.SelectMany(assembly => assembly.Names), .. _byNamespace.SelectMany(space => space.Key.Split('.'))]);
    }

    public static FrameworkIndex Current => _current.Value;

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "reference");

    public IEnumerable<string> Assemblies => _assemblies.Keys;

    public MetadataReference Reference(string assembly) => _assemblies[assembly].Reference;

    /// <summary>True for the simple name of a type or of a part of a namespace.</summary>
    public bool Declares(string name) => _names.Value.Contains(name);

    /// <summary>The assemblies with types in some namespaces, and all that these need: no signature in them names what is not among them.</summary>
    public IReadOnlySet<string> Closure(IEnumerable<string> namespaces)
    {
        var closure = new HashSet<string>();
        var open = new Queue<string>(namespaces.SelectMany(space => _byNamespace[space]));
        while (open.TryDequeue(out var assembly))
            if (closure.Add(assembly))
                foreach (var needed in _assemblies[assembly].Needs.Where(_assemblies.ContainsKey))
                    open.Enqueue(needed);
        return closure;
    }

    private sealed class Entry(PortableExecutableReference reference)
    {
        private readonly MetadataReader _reader = ((AssemblyMetadata)reference.GetMetadata()).GetModules()[0].GetMetadataReader();

        public MetadataReference Reference => reference;

        public IEnumerable<string> Needs => _reader.AssemblyReferences.Select(handle => _reader.GetString(_reader.GetAssemblyReference(handle).Name));

        public IEnumerable<string> Namespaces => Types.Select(type => type.Namespace).Distinct().Select(_reader.GetString);

        /// <summary>The names of types, and of attributes without their suffix too.</summary>
        public IEnumerable<string> Names => Types.Select(type => _reader.GetString(type.Name).Split('`')[0])
            .SelectMany<string, string>(name => name.EndsWith(AttributeSuffix, StringComparison.Ordinal) ? [name, name[..^AttributeSuffix.Length]] : [name]);

        private IEnumerable<TypeDefinition> Types => _reader.TypeDefinitions.Select(_reader.GetTypeDefinition)
            .Where(type => (type.Attributes & TypeAttributes.VisibilityMask) == TypeAttributes.Public);
    }
}
