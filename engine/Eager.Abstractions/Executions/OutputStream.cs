namespace Eager.Executions;

/// <summary>The stream a program wrote to.</summary>
public enum OutputStream : byte
{
    Stdout = 1,
    Stderr = 2,
}
