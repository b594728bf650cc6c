using System.Buffers;
using System.Text;
using System.Text.Json;
using Eager.Engine.Tokens.Decoding.Events;

namespace Eager.Engine.Tokens.Decoding.Providers;

/// <summary>
/// Events of <c>streamGenerateContent</c>: the parts of the first candidate (<c>executableCode</c>, <c>functionCall</c>, <c>text</c>) and its finish
/// reason. Calls come whole. Thoughts are passed over.
/// </summary>
internal sealed class GeminiEvents(Answer answer) : IProviderEvents
{
    private readonly ArrayBufferWriter<byte> _name = new(64);
    private readonly ArrayBufferWriter<byte> _text = new(1024);
    private int _calls;

    public void Read(ReadOnlySpan<byte> payload)
    {
        var reader = new Utf8JsonReader(payload);
        Json.RequireObject(ref reader);
        while (Json.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("candidates"u8))
                ReadCandidates(ref reader, payload);
            else if (reader.ValueTextEquals("error"u8))
                ReadError(ref reader);
            else
                Json.SkipValue(ref reader);
        }
    }

    private void ReadError(ref Utf8JsonReader reader)
    {
        Json.SkipValue(ref reader);
        answer.Finish("the provider reports an error");
    }

    private void ReadCandidates(ref Utf8JsonReader reader, ReadOnlySpan<byte> payload)
    {
        if (!Json.EnterArray(ref reader))
            return;
        for (var first = true; Json.NextObject(ref reader); first = false)
        {
            if (first)
                ReadCandidate(ref reader, payload);
            else
                Json.LeaveObject(ref reader);
        }
    }

    private void ReadCandidate(ref Utf8JsonReader reader, ReadOnlySpan<byte> payload)
    {
        JsonText reason = default;
        while (Json.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("content"u8))
                ReadContent(ref reader, payload);
            else if (reader.ValueTextEquals("finishReason"u8))
                reason = Json.ReadText(ref reader);
            else
                Json.SkipValue(ref reader);
        }

        if (reason.Exists)
            answer.Finish(reason.Is(payload, "STOP"u8) ? null : $"the model stopped early: {Encoding.UTF8.GetString(reason.Read(payload, _text))}");
    }

    private void ReadContent(ref Utf8JsonReader reader, ReadOnlySpan<byte> payload)
    {
        if (!Json.EnterObject(ref reader))
            return;
        while (Json.NextMember(ref reader))
        {
            if (!reader.ValueTextEquals("parts"u8))
                Json.SkipValue(ref reader);
            else if (Json.EnterArray(ref reader))
            {
                while (Json.NextObject(ref reader))
                    ReadPart(ref reader, payload);
            }
        }
    }

    private void ReadPart(ref Utf8JsonReader reader, ReadOnlySpan<byte> payload)
    {
        JsonText text = default;
        var thought = false;
        while (Json.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("executableCode"u8))
                ReadCode(ref reader, payload);
            else if (reader.ValueTextEquals("functionCall"u8))
                ReadCall(ref reader, payload);
            else if (reader.ValueTextEquals("text"u8))
                text = Json.ReadText(ref reader);
            else if (reader.ValueTextEquals("thought"u8))
            {
                reader.Read();
                thought = reader.TokenType == JsonTokenType.True;
                reader.Skip();
            }
            else
                Json.SkipValue(ref reader);
        }

        if (text.Exists && !thought)
            answer.Text(text.Read(payload, _text));
    }

    private void ReadCode(ref Utf8JsonReader reader, ReadOnlySpan<byte> payload)
    {
        if (!Json.EnterObject(ref reader))
            return;
        JsonText code = default;
        while (Json.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("code"u8))
                code = Json.ReadText(ref reader);
            else
                Json.SkipValue(ref reader);
        }

        Call("code_execution"u8, code.Read(payload, _text), CallKind.Code);
    }

    private void ReadCall(ref Utf8JsonReader reader, ReadOnlySpan<byte> payload)
    {
        if (!Json.EnterObject(ref reader))
            return;
        JsonText name = default;
        ReadOnlySpan<byte> arguments = default;
        while (Json.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("name"u8))
                name = Json.ReadText(ref reader);
            else if (reader.ValueTextEquals("args"u8))
            {
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                arguments = payload[start..(int)reader.BytesConsumed];
            }
            else
                Json.SkipValue(ref reader);
        }

        Call(name.Read(payload, _name), arguments, CallKind.Arguments);
    }

    private void Call(ReadOnlySpan<byte> name, ReadOnlySpan<byte> text, CallKind kind)
    {
        answer.BeginCall(_calls, name, kind);
        answer.CallText(_calls++, text);
        answer.EndCall();
    }
}
