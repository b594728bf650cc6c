using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Eager.Executors.CSharpWorker.Compiling;

/// <summary>How programs are compiled: as <c>dotnet run</c> compiles a new project, optimised.</summary>
internal static class CompilerSettings
{
    /// <summary>Namespaces that a new console project imports by itself.</summary>
    public static readonly string[] ImplicitUsings =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    /// <summary>The class of every submission: one that no program can declare.</summary>
    public const string SubmissionClass = "Submission#0";

    /// <summary>What the names of the program's own assemblies begin with.</summary>
    public const string AssemblyPrefix = "program";

    public static readonly CSharpParseOptions Program =
        new CSharpParseOptions(LanguageVersion.Preview).WithFeatures([new("FileBasedProgram", "true")]);

    public static readonly CSharpParseOptions Script = Program.WithKind(SourceCodeKind.Script);

    public static readonly CSharpCompilationOptions Library = new(
        OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, concurrentBuild: false,
        warningLevel: 0, generalDiagnosticOption: ReportDiagnostic.Suppress, nullableContextOptions: NullableContextOptions.Annotations);

    public static readonly CSharpCompilationOptions Executable = Library.WithOutputKind(OutputKind.ConsoleApplication);

    public static readonly EmitOptions Emit = new(debugInformationFormat: DebugInformationFormat.PortablePdb);

    /// <summary>The implicit usings as a source text of a project.</summary>
    public static string GlobalUsings(bool wanted) =>
        wanted ? string.Concat(ImplicitUsings.Select(name => $"global using global::{name};")) : "";
}
