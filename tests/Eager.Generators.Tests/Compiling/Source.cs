using Akka.Actor;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Eager.Generators.Tests.Compiling;

/// <summary>Source text → compilations that know the base library and Akka.</summary>
internal static class Source
{
    private static readonly CSharpParseOptions ParseOptions = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);

    private static readonly MetadataReference[] References = FindReferences();

    public static CSharpParseOptions Options => ParseOptions;

    public static CSharpCompilation Compile(params string[] texts) => CSharpCompilation.Create(
        "Sample",
        texts.Select(Parse),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static SyntaxTree Parse(string text, int index) => CSharpSyntaxTree.ParseText(text, ParseOptions, $"Sample{index}.cs");

    private static MetadataReference[] FindReferences()
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location);
        var trusted = (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "";
        return [.. trusted.Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == framework)
            .Append(typeof(UntypedActor).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path))];
    }
}
