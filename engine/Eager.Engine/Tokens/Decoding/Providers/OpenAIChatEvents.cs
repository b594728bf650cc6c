using System.Buffers;
using System.Text;
using System.Text.Json;
using Eager.Engine.Tokens.Decoding.Events;

namespace Eager.Engine.Tokens.Decoding.Providers;

/// <summary>
/// Chat-completion chunks: <c>choices[0].delta</c> with <c>content</c>, <c>tool_calls[].function.arguments</c> or the older <c>function_call</c>, and
/// <c>finish_reason</c>. Many servers speak this format; choices other than the first are passed over.
/// </summary>
internal sealed class OpenAIChatEvents(Answer answer) : IProviderEvents
{
    private readonly ArrayBufferWriter<byte> _name = new(64);
    private readonly ArrayBufferWriter<byte> _text = new(1024);

    public void Read(ReadOnlySpan<byte> payload)
    {
        var reader = new Utf8JsonReader(payload);
        Json.RequireObject(ref reader);
        while (Json.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("choices"u8))
                ReadChoices(ref reader, payload);
            else if (reader.ValueTextEquals("error"u8))
                ReadError(ref reader);
            else
                Json.SkipValue(ref reader);
        }
    }

    private static bool IsFirst(Utf8JsonReader choice)
    {
        while (Json.NextMember(ref choice))
        {
            if (choice.ValueTextEquals("index"u8))
                return Json.ReadIndex(ref choice) <= 0;
            Json.SkipValue(ref choice);
        }

        return true;
    }

    private void ReadError(ref Utf8JsonReader reader)
    {
        if (!Json.EnterObject(ref reader))
            return;
        Json.LeaveObject(ref reader);
        answer.Finish("the provider reports an error");
    }

    private void ReadChoices(ref Utf8JsonReader reader, ReadOnlySpan<byte> payload)
    {
        if (!Json.EnterArray(ref reader))
            return;
        while (Json.NextObject(ref reader))
        {
            if (IsFirst(reader))
                ReadChoice(ref reader, payload);
            else
                Json.LeaveObject(ref reader);
        }
    }

    private void ReadChoice(ref Utf8JsonReader reader, ReadOnlySpan<byte> payload)
    {
        JsonText reason = default;
        while (Json.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("delta"u8))
                ReadDelta(ref reader, payload);
            else if (reader.ValueTextEquals("finish_reason"u8))
                reason = Json.ReadText(ref reader);
            else
                Json.SkipValue(ref reader);
        }

        if (reason.Exists)
            Finish(payload, reason);
    }

    private void Finish(ReadOnlySpan<byte> payload, JsonText reason)
    {
        var whole = reason.Is(payload, "stop"u8) || reason.Is(payload, "tool_calls"u8) || reason.Is(payload, "function_call"u8);
        answer.Finish(whole ? null : $"the model stopped early: {Encoding.UTF8.GetString(reason.Read(payload, _text))}");
    }

    private void ReadDelta(ref Utf8JsonReader reader, ReadOnlySpan<byte> payload)
    {
        if (!Json.EnterObject(ref reader))
            return;
        while (Json.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("content"u8))
                answer.Text(Json.ReadText(ref reader).Read(payload, _text));
            else if (reader.ValueTextEquals("tool_calls"u8))
                ReadCalls(ref reader, payload);
            else if (reader.ValueTextEquals("function_call"u8))
                Call(0, Function(ref reader), payload);
            else
                Json.SkipValue(ref reader);
        }
    }

    private void ReadCalls(ref Utf8JsonReader reader, ReadOnlySpan<byte> payload)
    {
        if (!Json.EnterArray(ref reader))
            return;
        while (Json.NextObject(ref reader))
        {
            var index = 0;
            (JsonText Name, JsonText Arguments) function = default;
            while (Json.NextMember(ref reader))
            {
                if (reader.ValueTextEquals("index"u8))
                    index = Math.Max(0, Json.ReadIndex(ref reader));
                else if (reader.ValueTextEquals("function"u8))
                    function = Function(ref reader);
                else
                    Json.SkipValue(ref reader);
            }

            Call(index, function, payload);
        }
    }

    private static (JsonText Name, JsonText Arguments) Function(ref Utf8JsonReader reader)
    {
        JsonText name = default, arguments = default;
        if (!Json.EnterObject(ref reader))
            return (name, arguments);
        while (Json.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("name"u8))
                name = Json.ReadText(ref reader);
            else if (reader.ValueTextEquals("arguments"u8))
                arguments = Json.ReadText(ref reader);
            else
                Json.SkipValue(ref reader);
        }

        return (name, arguments);
    }

    private void Call(int index, (JsonText Name, JsonText Arguments) function, ReadOnlySpan<byte> payload)
    {
        if (!function.Name.Exists && !function.Arguments.Exists)
            return;
        answer.BeginCall(index, function.Name.Read(payload, _name), CallKind.Arguments);
        answer.CallText(index, function.Arguments.Read(payload, _text));
    }
}
