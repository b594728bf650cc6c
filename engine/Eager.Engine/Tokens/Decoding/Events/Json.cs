using System.Text.Json;

namespace Eager.Engine.Tokens.Decoding.Events;

/// <summary>Steps through a payload's JSON. Values of another type than expected are passed over: providers add to their events as they like.</summary>
internal static class Json
{
    /// <summary>Enters the payload's object.</summary>
    /// <exception cref="StreamFormatException">The payload is none.</exception>
    public static void RequireObject(ref Utf8JsonReader reader)
    {
        if (!EnterObject(ref reader))
            throw new StreamFormatException("an event of the stream is no JSON object");
    }

    /// <summary>Stands on the next member's name, or returns false behind the object's last.</summary>
    public static bool NextMember(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Enters the value that follows, where it is an object.</summary>
    public static bool EnterObject(ref Utf8JsonReader reader) => Enter(ref reader, JsonTokenType.StartObject);

    /// <summary>Enters the value that follows, where it is an array.</summary>
    public static bool EnterArray(ref Utf8JsonReader reader) => Enter(ref reader, JsonTokenType.StartArray);

    /// <summary>Enters the array's next object, or returns false behind the last.</summary>
    public static bool NextObject(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
                return true;
            reader.Skip();
        }

        return false;
    }

    /// <summary>Passes over what is left of the object.</summary>
    public static void LeaveObject(ref Utf8JsonReader reader)
    {
        while (NextMember(ref reader))
            SkipValue(ref reader);
    }

    public static void SkipValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    /// <summary>The value that follows, where it is a string.</summary>
    public static JsonText ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        var text = JsonText.Of(reader);
        reader.Skip();
        return text;
    }

    /// <summary>Where the value that follows stands in the payload, where it is an object with members; else nowhere.</summary>
    public static (int Start, int End) ReadObject(ref Utf8JsonReader reader)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return default;
        }

        var hasMembers = NextMember(ref reader);
        if (hasMembers)
        {
            SkipValue(ref reader);
            LeaveObject(ref reader);
        }

        return hasMembers ? (start, (int)reader.BytesConsumed) : default;
    }

    /// <summary>The value that follows, where it is a number from 0; else −1.</summary>
    public static int ReadIndex(ref Utf8JsonReader reader)
    {
        reader.Read();
        var index = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var value) && value >= 0 ? value : -1;
        reader.Skip();
        return index;
    }

    private static bool Enter(ref Utf8JsonReader reader, JsonTokenType start)
    {
        reader.Read();
        if (reader.TokenType == start)
            return true;
        reader.Skip();
        return false;
    }
}
