using Eager.Executors.CSharpWorker.Running;
using Microsoft.CodeAnalysis;

namespace Eager.Executors.CSharpWorker.Compiling;

/// <summary>What programs are compiled against: the framework's reference assemblies and the one class of ours that they call.</summary>
internal static class ProgramReferences
{
    private static readonly Lazy<IReadOnlyList<MetadataReference>> _framework = new(Load);

    public static IReadOnlyList<MetadataReference> Framework => _framework.Value;

    /// <summary>True for the name of an assembly that every program sees anyway.</summary>
    public static bool IsFramework(string name) =>
        File.Exists(Path.Combine(AppContext.BaseDirectory, "reference", Path.GetFileNameWithoutExtension(name + ".dll") + ".dll"))
        || File.Exists(Path.Combine(AppContext.BaseDirectory, "reference", name));

    private static MetadataReference[] Load() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "reference"), "*.dll").Select(file => MetadataReference.CreateFromFile(file)),
        MetadataReference.CreateFromFile(typeof(RunningProgram).Assembly.Location),
    ];
}
