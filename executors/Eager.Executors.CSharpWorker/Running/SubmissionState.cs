namespace Eager.Executors.CSharpWorker.Running;

/// <summary>The submissions that have run, which hold the program's variables.</summary>
internal sealed class SubmissionState
{
    private object?[] _submissions = new object?[64];

    /// <summary>Runs a submission on the calling thread, and waits for what it awaits.</summary>
    public object? Run(Submission submission)
    {
        if (submission.Rebase is { } rebase)
            _submissions = rebase.Apply(_submissions);
        if (submission.Depth + 1 >= _submissions.Length)
            Array.Resize(ref _submissions, _submissions.Length * 2);
        return submission.Entry(_submissions).GetAwaiter().GetResult();
    }
}
