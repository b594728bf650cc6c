using System.Buffers;
using System.Text;
using System.Text.Json;
using Eager.Engine.Tokens.Decoding.Events;

namespace Eager.Engine.Tokens.Decoding.Providers;

/// <summary>
/// Events of the Messages API: content blocks of text and of tool use, <c>input_json_delta</c>, and the message's stop reason. An input that is there
/// when its block starts is the whole of it.
/// </summary>
internal sealed class AnthropicEvents(IAnswerSink answer) : IProviderEvents
{
    private readonly ArrayBufferWriter<byte> _type = new(64);
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
        var type = fields.Type.Read(payload, _type);
        if (type.SequenceEqual("content_block_delta"u8))
            ReadDelta(payload, fields);
        else if (type.SequenceEqual("content_block_start"u8))
            ReadStart(payload, fields);
        else if (type.SequenceEqual("content_block_stop"u8))
            answer.EndCall(fields.Index);
        else if (type.SequenceEqual("message_delta"u8) && fields.StopReason.Exists)
            Finish(payload, fields.StopReason);
        else if (type.SequenceEqual("error"u8))
            answer.Finish("the provider reports an error");
    }

    private void ReadStart(ReadOnlySpan<byte> payload, in Fields fields)
    {
        if (fields.InnerType.Is(payload, "tool_use"u8) || fields.InnerType.Is(payload, "server_tool_use"u8))
        {
            answer.BeginCall(fields.Index, [], fields.Name.Read(payload, _text), CallKind.Arguments);
            answer.WholeCall(fields.Index, fields.Input(payload));
        }
        else if (fields.InnerType.Is(payload, "text"u8))
            answer.Text(fields.Text.Read(payload, _text));
    }

    private void ReadDelta(ReadOnlySpan<byte> payload, in Fields fields)
    {
        if (fields.InnerType.Is(payload, "input_json_delta"u8))
            answer.CallText(fields.Index, fields.Text.Read(payload, _text));
        else if (fields.InnerType.Is(payload, "text_delta"u8))
            answer.Text(fields.Text.Read(payload, _text));
    }

    private void Finish(ReadOnlySpan<byte> payload, JsonText reason)
    {
        var whole = reason.Is(payload, "end_turn"u8) || reason.Is(payload, "tool_use"u8) || reason.Is(payload, "stop_sequence"u8);
        answer.Finish(whole ? null : $"the model stopped early: {Encoding.UTF8.GetString(reason.Read(payload, _text))}");
    }

    /// <summary>What an event may carry. A block's start and a delta hold the same things in members of different names.</summary>
    private struct Fields
    {
        public JsonText Type;
        public JsonText InnerType;
        public JsonText Name;
        public JsonText Text;
        public JsonText StopReason;
        public int Index;
        private int _inputStart;
        private int _inputEnd;

        /// <summary>The input of a tool that came whole, as JSON; nothing where it is yet to come.</summary>
        public readonly ReadOnlySpan<byte> Input(ReadOnlySpan<byte> payload) => payload[_inputStart.._inputEnd];

        public void Read(ref Utf8JsonReader reader)
        {
            if (reader.ValueTextEquals("type"u8))
                Type = Json.ReadText(ref reader);
            else if (reader.ValueTextEquals("index"u8))
                Index = Math.Max(0, Json.ReadIndex(ref reader));
            else if (reader.ValueTextEquals("delta"u8) || reader.ValueTextEquals("content_block"u8))
                ReadInner(ref reader);
            else
                Json.SkipValue(ref reader);
        }

        private void ReadInner(ref Utf8JsonReader reader)
        {
            if (!Json.EnterObject(ref reader))
                return;
            while (Json.NextMember(ref reader))
            {
                if (reader.ValueTextEquals("type"u8))
                    InnerType = Json.ReadText(ref reader);
                else if (reader.ValueTextEquals("name"u8))
                    Name = Json.ReadText(ref reader);
                else if (reader.ValueTextEquals("text"u8) || reader.ValueTextEquals("partial_json"u8))
                    Text = Json.ReadText(ref reader);
                else if (reader.ValueTextEquals("stop_reason"u8))
                    StopReason = Json.ReadText(ref reader);
                else if (reader.ValueTextEquals("input"u8))
                    (_inputStart, _inputEnd) = Json.ReadObject(ref reader);
                else
                    Json.SkipValue(ref reader);
            }
        }
    }
}
