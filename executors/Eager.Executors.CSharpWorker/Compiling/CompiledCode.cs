using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Eager.Executors.CSharpWorker.Compiling;

/// <summary>What the compiler made of a text: an assembly, or errors.</summary>
internal sealed record CompiledCode(CSharpCompilation Compilation, byte[] Image, byte[] Symbols, IReadOnlyList<CompileError> Errors)
{
    /// <summary>What the names of anonymous types and of delegates that nobody named begin with.</summary>
    private static readonly string[] _anonymous = ["<>f__Anonymous", "<>F{", "<>A{"];

    public bool Succeeded => Errors.Count == 0;

    /// <summary>True where the assembly declares types for anonymous objects, or for lambdas that no delegate fits.</summary>
    public bool HasAnonymousTypes
    {
        get
        {
            if (Image.Length == 0)
                return false;
            using var file = new PEReader(ImmutableCollectionsMarshal.AsImmutableArray(Image));
            var reader = file.GetMetadataReader();
            return reader.TypeDefinitions.Select(handle => reader.GetString(reader.GetTypeDefinition(handle).Name))
                .Any(name => _anonymous.Any(start => name.StartsWith(start, StringComparison.Ordinal)));
        }
    }

    public static CompiledCode Emit(CSharpCompilation compilation, Func<Diagnostic, CompileError> locate)
    {
        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        var result = compilation.Emit(image, symbols, options: CompilerSettings.Emit);
        if (result.Success)
            return new CompiledCode(compilation, image.ToArray(), symbols.ToArray(), []);
        return new CompiledCode(compilation, [], [], ErrorsIn(result.Diagnostics, locate));
    }

    public static CompileError[] ErrorsIn(IEnumerable<Diagnostic> diagnostics, Func<Diagnostic, CompileError> locate) =>
        [.. diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(locate)];
}
