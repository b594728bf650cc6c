namespace Eager.Host.Running;

/// <summary>Our own messages, on standard error.</summary>
internal static class Complaint
{
    /// <summary>Writes one line. Where standard error itself cannot be written there is nobody left to tell.</summary>
    public static void Write(string message)
    {
        try
        {
            Console.Error.WriteLine(message.ReplaceLineEndings(" "));
        }
        catch (IOException)
        {
        }
    }
}
