using System.Buffers;
using System.Text;
using System.Text.Json;
using Eager.Engine.Tokens.Decoding.Events;

namespace Eager.Engine.Tokens.Decoding.Providers;

/// <summary>
/// Events of the Responses API: deltas and finals of function-call arguments, custom tool input and code-interpreter code, output text, and the
/// response's own end.
/// </summary>
internal sealed class OpenAIResponsesEvents(IAnswerSink answer) : IProviderEvents
{
    private readonly ArrayBufferWriter<byte> _id = new(64);
    private readonly ArrayBufferWriter<byte> _name = new(64);
    private readonly ArrayBufferWriter<byte> _text = new(1024);

    public void Read(ReadOnlySpan<byte> payload)
    {
        var reader = new Utf8JsonReader(payload);
        var fields = default(Fields);
        Json.RequireObject(ref reader);
        while (Json.NextMember(ref reader))
            fields.Read(ref reader);
        Interpret(payload, fields);
    }

    private void Interpret(ReadOnlySpan<byte> payload, in Fields fields)
    {
        var type = fields.Type.Read(payload, _name);
        if (type.EndsWith(".delta"u8))
            ReadDelta(payload, fields, type[..^".delta"u8.Length]);
        else if (type.EndsWith(".done"u8))
            ReadDone(payload, fields, type[..^".done"u8.Length]);
        else if (type.SequenceEqual("response.output_item.added"u8))
            ReadItem(payload, fields.Index, fields.Item);
        else if (type.SequenceEqual("response.completed"u8))
            Complete(payload);
        else if (type.SequenceEqual("response.incomplete"u8))
            answer.Finish(fields.Reason.Exists
                ? $"the model stopped early: {Encoding.UTF8.GetString(fields.Reason.Read(payload, _text))}"
                : "the model stopped early");
        else if (type.SequenceEqual("response.failed"u8) || type.SequenceEqual("response.cancelled"u8) || type.SequenceEqual("error"u8))
            answer.Finish("the provider reports an error");
    }

    private void ReadItem(ReadOnlySpan<byte> payload, int index, in Item item)
    {
        if (item.Type.Is(payload, "function_call"u8))
            answer.BeginCall(index, item.CallId.Read(payload, _id), item.Name.Read(payload, _text), CallKind.Arguments);
        else if (item.Type.Is(payload, "custom_tool_call"u8))
            answer.BeginCall(index, item.CallId.Read(payload, _id), item.Name.Read(payload, _text), CallKind.Code);
        else if (item.Type.Is(payload, "code_interpreter_call"u8))
            answer.BeginCall(index, [], "code_interpreter"u8, CallKind.Code);
    }

    private void ReadWhole(ReadOnlySpan<byte> payload, int index, in Item item)
    {
        ReadItem(payload, index, item);
        answer.WholeCall(index, item.Whole.Read(payload, _text));
    }

    /// <summary>The response's end repeats all of its items.</summary>
    private void Complete(ReadOnlySpan<byte> payload)
    {
        var reader = new Utf8JsonReader(payload);
        Json.RequireObject(ref reader);
        if (FindMember(ref reader, "response"u8) && Json.EnterObject(ref reader) && FindMember(ref reader, "output"u8) && Json.EnterArray(ref reader))
        {
            for (var index = 0; Json.NextObject(ref reader); index++)
                ReadWhole(payload, index, Item.Of(ref reader));
        }

        answer.Finish(null);
    }

    private void ReadDelta(ReadOnlySpan<byte> payload, in Fields fields, ReadOnlySpan<byte> what)
    {
        if (what.SequenceEqual("response.output_text"u8))
            answer.Text(fields.Delta.Read(payload, _text));
        else if (IsCall(what))
            answer.CallText(fields.Index, fields.Delta.Read(payload, _text));
    }

    private void ReadDone(ReadOnlySpan<byte> payload, in Fields fields, ReadOnlySpan<byte> what)
    {
        if (IsCall(what))
            answer.WholeCall(fields.Index, fields.Whole.Read(payload, _text));
        else if (what.SequenceEqual("response.output_item"u8))
            ReadWhole(payload, fields.Index, fields.Item);
    }

    private static bool FindMember(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        while (Json.NextMember(ref reader))
        {
            if (reader.ValueTextEquals(name))
                return true;
            Json.SkipValue(ref reader);
        }

        return false;
    }

    private static bool IsCall(ReadOnlySpan<byte> what) =>
        what.SequenceEqual("response.function_call_arguments"u8)
        || what.SequenceEqual("response.custom_tool_call_input"u8)
        || what.SequenceEqual("response.code_interpreter_call_code"u8);

    /// <summary>What an event may carry, at whatever place it stands.</summary>
    private struct Fields
    {
        public JsonText Type;
        public JsonText Delta;
        public JsonText Whole;
        public Item Item;
        public JsonText Reason;
        public int Index;

        public void Read(ref Utf8JsonReader reader)
        {
            if (reader.ValueTextEquals("type"u8))
                Type = Json.ReadText(ref reader);
            else if (reader.ValueTextEquals("delta"u8))
                Delta = Json.ReadText(ref reader);
            else if (reader.ValueTextEquals("arguments"u8) || reader.ValueTextEquals("input"u8) || reader.ValueTextEquals("code"u8))
                Whole = Json.ReadText(ref reader);
            else if (reader.ValueTextEquals("output_index"u8))
                Index = Math.Max(0, Json.ReadIndex(ref reader));
            else if (reader.ValueTextEquals("item"u8))
                Item = Json.EnterObject(ref reader) ? Item.Of(ref reader) : default;
            else if (reader.ValueTextEquals("response"u8))
                ReadResponse(ref reader);
            else
                Json.SkipValue(ref reader);
        }

        private void ReadResponse(ref Utf8JsonReader reader)
        {
            if (!Json.EnterObject(ref reader))
                return;
            while (Json.NextMember(ref reader))
            {
                if (reader.ValueTextEquals("incomplete_details"u8))
                    Reason = ReadReason(ref reader);
                else
                    Json.SkipValue(ref reader);
            }
        }

        private static JsonText ReadReason(ref Utf8JsonReader reader)
        {
            JsonText reason = default;
            if (!Json.EnterObject(ref reader))
                return reason;
            while (Json.NextMember(ref reader))
            {
                if (reader.ValueTextEquals("reason"u8))
                    reason = Json.ReadText(ref reader);
                else
                    Json.SkipValue(ref reader);
            }

            return reason;
        }
    }

    /// <summary>One item of the response's output.</summary>
    private struct Item
    {
        public JsonText Type;
        public JsonText CallId;
        public JsonText Name;
        public JsonText Whole;

        public static Item Of(ref Utf8JsonReader reader)
        {
            var item = default(Item);
            while (Json.NextMember(ref reader))
            {
                if (reader.ValueTextEquals("type"u8))
                    item.Type = Json.ReadText(ref reader);
                else if (reader.ValueTextEquals("call_id"u8))
                    item.CallId = Json.ReadText(ref reader);
                else if (reader.ValueTextEquals("name"u8))
                    item.Name = Json.ReadText(ref reader);
                else if (reader.ValueTextEquals("arguments"u8) || reader.ValueTextEquals("input"u8) || reader.ValueTextEquals("code"u8))
                    item.Whole = Json.ReadText(ref reader);
                else
                    Json.SkipValue(ref reader);
            }

            return item;
        }
    }
}
