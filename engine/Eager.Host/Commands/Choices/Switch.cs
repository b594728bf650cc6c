namespace Eager.Host.Commands.Choices;

/// <summary>On or off.</summary>
internal enum Switch
{
    Off,
    On,
}
