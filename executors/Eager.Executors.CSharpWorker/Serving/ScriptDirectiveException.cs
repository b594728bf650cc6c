namespace Eager.Executors.CSharpWorker.Serving;

/// <summary>What a directive names is not to be had.</summary>
internal sealed class ScriptDirectiveException(string id, string message) : Exception(message)
{
    /// <summary>The compiler's number for such an error.</summary>
    public string Id => id;
}
