using System.Runtime.InteropServices;

namespace Eager.Executors.Interop;

/// <summary>The part of <c>libeager_process</c> that settles staged changes; its header says what each function does. Less than 0 is -errno.</summary>
internal static partial class NativeStaging
{
    private const string Library = "eager_process";

    [LibraryImport(Library, EntryPoint = "eager_stage_commit", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Commit(string folder, string directory, out NativeStageResult result);

    [LibraryImport(Library, EntryPoint = "eager_stage_drop", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Drop(string folder);
}
