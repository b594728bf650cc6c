using Eager.Effects;
using Eager.Executions;
using Eager.Executors.Interop;
using Eager.Executors.Processes;

namespace Eager.Executors.Staging;

/// <summary>
/// Where a program's changes to its working directory stand until it is known whether they are to stay. It belongs to one session, which settles it
/// when every process of the program is over; disposal drops what was not settled.
/// </summary>
internal sealed class StagingArea : IDisposable
{
    /// <summary>Names of dropped changes that are told.</summary>
    private const int MostNames = 100;

    private const string LayerFolder = "layer";

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "eager_stage");

    private readonly string _directory;
    private readonly string _folder;
    private bool _settled;

    private StagingArea(string directory, string folder) => (_directory, _folder) = (directory, folder);

    public static bool IsAskedBy(BackendSessionOptions options) => options.Effects.Values.Contains(EffectRule.Stage);

    /// <exception cref="BackendUnavailableException">There is no place for changes to the directory.</exception>
    public static StagingArea Over(string directory)
    {
        var real = RealPath.Of(directory);
        return new StagingArea(real, StagingPlace.Make(real, MountTable.Read()));
    }

    /// <summary>The same start, whose program sees the layer.</summary>
    public ProcessStart Around(ProcessStart start) =>
        start with { Wrapper = [Program, _folder, _directory, "--", .. start.Wrapper] };

    /// <summary>Moves the changes into the directory, or drops them. Once.</summary>
    /// <exception cref="StagingException">They could not be moved; what is left of them is kept.</exception>
    public Task<StagedChanges> SettleAsync(bool keeps) => Task.Run(() =>
    {
        _settled = true;
        var result = default(NativeStageResult);
        IReadOnlyList<string> dropped = [];
        if (keeps)
            Require(NativeStaging.Commit(_folder, _directory, out result));
        else
            dropped = Names();
        NativeStaging.Drop(_folder);
        return new StagedChanges((int)result.Moved, (int)result.Replaced, dropped);
    });

    public void Dispose()
    {
        if (!_settled)
            NativeStaging.Drop(_folder);
        _settled = true;
    }

    private void Require(int status)
    {
        if (status < 0)
            throw new StagingException($"staged changes could not all be moved to {_directory}: {NativeFailure.Describe(status)}; the rest is in {_folder}");
    }

    /// <summary>Names of what was changed, folders only where nothing in them was.</summary>
    private string[] Names()
    {
        var layer = Path.Join(_folder, LayerFolder);
        if (!Directory.Exists(layer))
            return [];
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = true };
        return
        [
            .. Directory.EnumerateFileSystemEntries(layer, "*", options)
                .Where(entry => !Directory.Exists(entry) || !Directory.EnumerateFileSystemEntries(entry, "*", options).Any())
                .Take(MostNames)
                .Select(entry => Path.GetRelativePath(layer, entry))
                .Order(StringComparer.Ordinal),
        ];
    }
}
