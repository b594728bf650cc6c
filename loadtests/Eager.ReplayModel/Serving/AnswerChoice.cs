using Eager.ReplayModel.Answers;

namespace Eager.ReplayModel.Serving;

/// <summary>Chooses the answer of a request.</summary>
internal sealed class AnswerChoice(IReadOnlyList<ModelAnswer> answers)
{
    private int _next = -1;

    /// <summary>The answer, or null where one is asked for by a name that none has, or none can be given by this API.</summary>
    public ModelAnswer? Choose(ModelApi api, string? named, string model)
    {
        if (named is not null)
            return answers.FirstOrDefault(answer => answer.Name == named);
        if (answers.FirstOrDefault(answer => answer.Name == model) is { } byModel)
            return byModel;
        ModelAnswer[] possible = [.. answers.Where(answer => answer is not RecordedAnswer recorded || recorded.Api == api)];
        return possible.Length == 0 ? null : possible[(uint)Interlocked.Increment(ref _next) % possible.Length];
    }
}
