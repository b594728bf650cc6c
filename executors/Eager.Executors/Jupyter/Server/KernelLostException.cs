namespace Eager.Executors.Jupyter.Server;

/// <summary>A kernel, its server or the way there is gone, or does not speak as it should. The message says which in one line.</summary>
internal sealed class KernelLostException(string message, Exception? inner = null) : Exception(message, inner);
