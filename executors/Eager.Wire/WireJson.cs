using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Eager.Effects;
using Eager.Executions;

namespace Eager.Wire;

/// <summary>The json payloads. Members that are not known are passed over; members that are missing are not.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(SnakeCaseNames<EffectClass>), typeof(SnakeCaseNames<EffectRule>)])]
[JsonSerializable(typeof(OpenFrame))]
[JsonSerializable(typeof(HelloFrame))]
[JsonSerializable(typeof(ProgramError))]
[JsonSerializable(typeof(KeptFrame))]
[JsonSerializable(typeof(ProgramFinishedFrame))]
[JsonSerializable(typeof(JsonPayload.Display), TypeInfoPropertyName = "DisplayPayload")]
[JsonSerializable(typeof(JsonPayload.Held), TypeInfoPropertyName = "HeldPayload")]
[JsonSerializable(typeof(JsonPayload.Resumed), TypeInfoPropertyName = "ResumedPayload")]
internal sealed partial class WireJson : JsonSerializerContext
{
    public static T Read<T>(FrameType type, ReadOnlySequence<byte> payload, JsonTypeInfo<T> shape)
    {
        try
        {
            var reader = new Utf8JsonReader(payload);
            var value = JsonSerializer.Deserialize(ref reader, shape);
            if (!reader.Read() && value is not null)
                return value;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new WireException($"the payload of a frame of type 0x{(byte)type:x2} is not the json it should be", exception);
        }

        throw new WireException($"the payload of a frame of type 0x{(byte)type:x2} is null");
    }

    /// <summary>Enumerations by name; a number is no name.</summary>
    private sealed class SnakeCaseNames<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
        where TEnum : struct, Enum;
}
