namespace Eager.Engine.Tokens.Decoding;

/// <summary>Is told what a model's answer says while its events arrive. Spans are good until the call returns.</summary>
public interface IAnswerSink
{
    /// <summary>True where nothing more is wanted.</summary>
    bool IsOver { get; }

    /// <summary>The model says something.</summary>
    void Text(ReadOnlySpan<byte> text);

    /// <summary>A call begins, unless it has begun before.</summary>
    /// <param name="key">Its place in the answer, at least 0.</param>
    /// <param name="id">Its id; empty where the provider gives none.</param>
    /// <param name="name">Name of the tool.</param>
    /// <param name="kind">What its text is.</param>
    void BeginCall(int key, ReadOnlySpan<byte> id, ReadOnlySpan<byte> name, CallKind kind);

    /// <summary>More of the call's text.</summary>
    void CallText(int key, ReadOnlySpan<byte> text);

    /// <summary>The provider repeats the call's text as a whole, or gives it for the first time.</summary>
    void WholeCall(int key, ReadOnlySpan<byte> text);

    /// <summary>The call is over.</summary>
    void EndCall(int key);

    /// <summary>The answer is over.</summary>
    /// <param name="cutOff">Why it is not whole, in one line; null where it is.</param>
    void Finish(string? cutOff);
}
