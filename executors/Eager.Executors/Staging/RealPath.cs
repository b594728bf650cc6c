namespace Eager.Executors.Staging;

/// <summary>Paths without links in them.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>Where a path leads. What does not exist stands for itself.</summary>
    public static string Of(string path)
    {
        var links = 0;
        var real = "/";
        var rest = new Stack<string>(Path.GetFullPath(path).Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse());
        while (rest.TryPop(out var name))
        {
            var next = Path.GetFullPath(Path.Join(real, name));
            if (new DirectoryInfo(next).LinkTarget is not { } target || ++links > MostLinks)
            {
                real = next;
                continue;
            }

            foreach (var part in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
                rest.Push(part);
            if (target.StartsWith('/'))
                real = "/";
        }

        return real;
    }
}
