using System.Reflection;

namespace Eager.Executors.CSharpWorker.Serving;

/// <summary>Tells whether the program listens to <see cref="Console.CancelKeyPress"/>.</summary>
internal static class CancelKey
{
    private static readonly FieldInfo? _handlers = typeof(Console).GetField("s_cancelCallbacks", BindingFlags.Static | BindingFlags.NonPublic);

    public static bool IsHandled => _handlers?.GetValue(null) is not null;
}
