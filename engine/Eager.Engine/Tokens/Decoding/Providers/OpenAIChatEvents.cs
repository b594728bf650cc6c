using System.Buffers;
using System.Text;
using System.Text.Json;
using Eager.Engine.Tokens.Decoding.Events;

namespace Eager.Engine.Tokens.Decoding.Providers;

/// <summary>
/// Chat-completion chunks: <c>choices[0].delta</c> with <c>content</c>, <c>tool_calls[].function.arguments</c> or the older <c>function_call</c>, and
/// <c>finish_reason</c>; a <c>message</c> gives the same as a whole. Many servers speak this format; choices other than the first are passed over.
/// </summary>
internal sealed class OpenAIChatEvents(IAnswerSink answer) : IProviderEvents
{
    private readonly ArrayBufferWriter<byte> _id = new(64);
    private readonly ArrayBufferWriter<byte> _name = new(64);
    private readonly ArrayBufferWriter<byte> _text = new(1024);
    private readonly CallPlaces _places = new();
    private readonly RepeatedEvent _repeated = new();

    /// <summary>What the event that is read says: how many things, and the string where it is a call's next one.</summary>
    private int _said;
    private JsonText _delta;
    private int _deltaOf;

    private bool _hasText;

    public void Read(ReadOnlySpan<byte> payload)
    {
        var text = _repeated.Find(payload);
        if (text.Exists)
        {
            answer.CallText(_repeated.Call, text.Read(payload, _text));
            return;
        }

        (_delta, _said) = (default, 0);
        _repeated.Forget();
        ReadWhole(payload);
        if (_said == 1 && _delta.Exists)
            _repeated.Keep(payload, _delta, _deltaOf);
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

    private void ReadWhole(ReadOnlySpan<byte> payload)
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

    private void ReadError(ref Utf8JsonReader reader)
    {
        if (!Json.EnterObject(ref reader))
            return;
        Json.LeaveObject(ref reader);
        _said++;
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
                ReadMessage(ref reader, payload, isWhole: false);
            else if (reader.ValueTextEquals("message"u8))
                ReadMessage(ref reader, payload, isWhole: true);
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
        _said++;
        var whole = reason.Is(payload, "stop"u8) || reason.Is(payload, "tool_calls"u8) || reason.Is(payload, "function_call"u8);
        answer.Finish(whole ? null : $"the model stopped early: {Encoding.UTF8.GetString(reason.Read(payload, _text))}");
    }

    private void ReadMessage(ref Utf8JsonReader reader, ReadOnlySpan<byte> payload, bool isWhole)
    {
        if (!Json.EnterObject(ref reader))
            return;
        while (Json.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("content"u8))
                ReadContent(Json.ReadText(ref reader).Read(payload, _text), isWhole);
            else if (reader.ValueTextEquals("tool_calls"u8))
                ReadCalls(ref reader, payload, isWhole);
            else if (reader.ValueTextEquals("function_call"u8))
                Read(Call.OfFunction(ref reader), payload, isWhole);
            else
                Json.SkipValue(ref reader);
        }
    }

    private void ReadContent(ReadOnlySpan<byte> content, bool isWhole)
    {
        if (content.IsEmpty || (isWhole && _hasText))
            return;
        _said++;
        _hasText = true;
        answer.Text(content);
    }

    private void ReadCalls(ref Utf8JsonReader reader, ReadOnlySpan<byte> payload, bool isWhole)
    {
        if (!Json.EnterArray(ref reader))
            return;
        for (var place = 0; Json.NextObject(ref reader); place++)
            Read(Call.Of(ref reader, isWhole ? place : 0), payload, isWhole);
    }

    private void Read(in Call call, ReadOnlySpan<byte> payload, bool isWhole)
    {
        if (!call.Name.Exists && !call.Arguments.Exists)
            return;
        var id = call.Id.Read(payload, _id);
        var key = _places.Key(call.Index, id);
        answer.BeginCall(key, id, call.Name.Read(payload, _name), CallKind.Arguments);
        var arguments = call.Arguments.Read(payload, _text);
        _said++;
        if (isWhole)
        {
            answer.WholeCall(key, arguments);
            return;
        }

        if (!call.Id.Exists && !call.Name.Exists)
            (_delta, _deltaOf) = (call.Arguments, key);
        answer.CallText(key, arguments);
    }

    /// <summary>What is said of one call.</summary>
    private struct Call
    {
        public int Index;
        public JsonText Id;
        public JsonText Name;
        public JsonText Arguments;

        /// <param name="reader">Stands on the beginning of the call's object.</param>
        /// <param name="index">Its index where it has none of its own.</param>
        public static Call Of(ref Utf8JsonReader reader, int index)
        {
            var call = new Call { Index = index };
            while (Json.NextMember(ref reader))
            {
                if (reader.ValueTextEquals("index"u8))
                    call.Index = Math.Max(0, Json.ReadIndex(ref reader));
                else if (reader.ValueTextEquals("id"u8))
                    call.Id = Json.ReadText(ref reader);
                else if (reader.ValueTextEquals("function"u8))
                    call.ReadFunction(ref reader);
                else
                    Json.SkipValue(ref reader);
            }

            return call;
        }

        /// <summary>The older form: one call, without index and id.</summary>
        public static Call OfFunction(ref Utf8JsonReader reader)
        {
            var call = default(Call);
            call.ReadFunction(ref reader);
            return call;
        }

        private void ReadFunction(ref Utf8JsonReader reader)
        {
            if (!Json.EnterObject(ref reader))
                return;
            while (Json.NextMember(ref reader))
            {
                if (reader.ValueTextEquals("name"u8))
                    Name = Json.ReadText(ref reader);
                else if (reader.ValueTextEquals("arguments"u8))
                    Arguments = Json.ReadText(ref reader);
                else
                    Json.SkipValue(ref reader);
            }
        }
    }
}
