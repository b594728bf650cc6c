namespace Eager.Host.Running;

/// <summary>Where a program's text comes from: a file, or standard input.</summary>
internal sealed record ProgramSource(string? Path)
{
    /// <summary>The name under which the command line means standard input.</summary>
    public const string StandardInput = "-";

    public bool IsLive => Path is null;

    /// <summary>How messages call it.</summary>
    public string Name => Path ?? "standard input";

    /// <summary>Understands the FILE argument.</summary>
    /// <exception cref="UsageException">There is no such file.</exception>
    public static ProgramSource Of(string file)
    {
        if (file == StandardInput)
            return new ProgramSource(Path: null);
        if (file.StartsWith('-') && !File.Exists(file))
            throw new UsageException($"unknown option {file}");
        if (Directory.Exists(file))
            throw new UsageException($"{file} is a folder, not a program");
        if (!File.Exists(file))
            throw new UsageException($"no such file: {file}");
        return new ProgramSource(file);
    }

    /// <summary>Opens the text for reading from its start.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public Stream Open()
    {
        if (Path is null)
            return InheritedInput.Open();
        try
        {
            return new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"cannot read {Path}: {e.Message}");
        }
    }
}
