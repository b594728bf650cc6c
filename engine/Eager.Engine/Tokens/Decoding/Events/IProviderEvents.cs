namespace Eager.Engine.Tokens.Decoding.Events;

/// <summary>Reads the events of one provider's stream and tells the answer what they say.</summary>
internal interface IProviderEvents
{
    /// <param name="payload">One JSON text.</param>
    /// <exception cref="System.Text.Json.JsonException">It is not JSON.</exception>
    /// <exception cref="StreamFormatException">It is not what the provider sends.</exception>
    void Read(ReadOnlySpan<byte> payload);
}
