namespace Eager.Host.Commands;

/// <summary>Which arms to run.</summary>
internal enum RunMode
{
    Eager,
    Serial,
    Both,
}
