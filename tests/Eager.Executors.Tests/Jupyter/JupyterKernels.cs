using Eager.Executors.Jupyter;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Eager.Executors.Tests.Jupyter;

/// <summary>One server of our own for many tests: it takes a second to start.</summary>
[CollectionDefinition(nameof(JupyterKernels))]
public sealed class JupyterKernels : ICollectionFixture<JupyterKernels>, IAsyncLifetime
{
    private static readonly string[] Needed = ["/usr/bin/jupyter-server", "/usr/share/jupyter/kernels/python3/kernel.json"];

    private readonly JupyterBackend _backend = Create();

    /// <summary>The backend; skips the test where Debian's packages are not installed.</summary>
    public JupyterBackend Backend
    {
        get
        {
            RequireInstalled();
            return _backend;
        }
    }

    public static void RequireInstalled() => Assert.SkipUnless(
        Array.TrueForAll(Needed, File.Exists), "jupyter-server and python3-ipykernel are not installed, and could not be");

    public static JupyterBackend Create(Action<JupyterOptions>? configure = null, TimeProvider? time = null)
    {
        var options = new JupyterOptions();
        configure?.Invoke(options);
        return new JupyterBackend("python", Options.Create(options), time ?? TimeProvider.System, NullLogger<JupyterBackend>.Instance);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _backend.DisposeAsync();
}
