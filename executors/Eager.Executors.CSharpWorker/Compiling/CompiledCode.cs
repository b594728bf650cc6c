using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Eager.Executors.CSharpWorker.Compiling;

/// <summary>What the compiler made of a text: an assembly, or errors.</summary>
internal sealed record CompiledCode(CSharpCompilation Compilation, byte[] Image, byte[] Symbols, IReadOnlyList<CompileError> Errors)
{
    public bool Succeeded => Errors.Count == 0;

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
