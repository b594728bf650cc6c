namespace Eager.Executors.Jupyter;

/// <summary>Which Jupyter server and which of its kernels run programs.</summary>
public sealed class JupyterOptions
{
    /// <summary>Address of a server that runs already, its base path included. Null: one of our own is started on loopback with the first session.</summary>
    public Uri? Url { get; set; }

    /// <summary>The token of the server at <see cref="Url"/>; null where it asks for none.</summary>
    public string? Token { get; set; }

    /// <summary>Name of the kernel, as <c>jupyter kernelspec list</c> shows it. Null: the server's usual one for the language.</summary>
    public string? Kernel { get; set; }

    /// <summary>The program of a server of our own: a path, or a name to be found on <c>PATH</c>.</summary>
    public string Server { get; set; } = "jupyter-server";

    /// <summary>How long a server, and then a kernel, may take to be ready; more than zero.</summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(60);
}
