using Eager.Executors.CSharpWorker.Compiling;
using Eager.Executors.CSharpWorker.Running;
using Eager.Executors.CSharpWorker.Sources;

namespace Eager.Executors.CSharpWorker.Serving;

/// <summary>
/// What has arrived and is not compiled yet. A statement that uses a name which nothing declares yet waits, with all statements behind it, until the declaration
/// arrives or the program is complete; declarations that arrive meanwhile are compiled.
/// </summary>
internal sealed class PendingProgram(ProgramCompiler compiler)
{
    /// <summary>Most elements in one submission: beyond that, merging saves little and delays the first.</summary>
    private const int MaxMerged = 64;

    private readonly List<Element> _pending = [];
    private readonly HashSet<string> _missing = [];
    private readonly HashSet<string> _declared = [];
    private readonly HashSet<string> _taken = [];
    private bool _waits;
    private bool _anyDeclarationHelps;
    private bool _mayAdvance;
    private bool _typesArrived;

    /// <summary>The first element that has still to run; null where all have been handed over. A declaration does not run.</summary>
    public Element? FirstToRun => _pending.Find(element => element.Kind is ElementKind.Statement or ElementKind.Using);

    /// <summary>
    /// The type, if any, whose declaration came too late: code that has been compiled took its name for another type's. The whole program would
    /// have taken it for this one.
    /// </summary>
    public Element? Late { get; private set; }

    /// <summary>True where all has been compiled.</summary>
    public bool IsEmpty => _pending.Count == 0;

    /// <summary>What the last attempt met.</summary>
    public IReadOnlyList<CompileError> Errors { get; private set; } = [];

    public void Add(Element element)
    {
        _pending.Add(element);
        if (element.Kind == ElementKind.Type)
        {
            if (!element.Declares.Any(_declared.Contains) && element.Declares is [var name] && _taken.Contains(name))
                Late ??= element;
            _declared.UnionWith(element.Declares);
        }

        _typesArrived |= element.Kind is ElementKind.Type or ElementKind.Using;
        _mayAdvance |= !_waits || Helps(element);
    }

    /// <summary>A reference was added, or the program is complete: whatever waited is tried again.</summary>
    public void TryAgain() => _mayAdvance = _typesArrived = true;

    /// <summary>Compiles what can be compiled next. Null where nothing can.</summary>
    /// <param name="isComplete">True where nothing more arrives.</param>
    public ReadyCode? Advance(bool isComplete)
    {
        if (!_mayAdvance)
            return null;
        _missing.Clear();
        _anyDeclarationHelps = false;
        if (_typesArrived)
            AddTypes(isComplete);
        _typesArrived = false;
        var candidates = Candidates(isComplete);
        while (candidates.Count > 0)
        {
            var (submission, errors) = compiler.AddSubmission(candidates);
            if (submission is not null)
                return Take(candidates, submission);
            Remember(errors);
            candidates = Without(candidates, errors);
        }

        _mayAdvance = false;
        _waits = _pending.Count > 0;
        return null;
    }

    /// <summary>Compiles all that is left as one method. Null, and <see cref="Errors"/>, where that fails.</summary>
    public ReadyCode? TakeRest()
    {
        var rest = _pending.Where(element => element.Kind != ElementKind.Type).ToArray();
        if (rest.Length == 0)
            return null;
        var (submission, errors) = compiler.AddSubmission(rest, asBody: true);
        Errors = errors;
        return submission is null ? null : Take(rest, submission);
    }

    /// <summary>Lets the compiler look at what waits, so that it knows it when the declaration arrives.</summary>
    public void Rehearse()
    {
        if (Candidates(isComplete: false) is { Count: > 0 } candidates)
            compiler.Rehearse(candidates, _missing);
    }

    /// <summary>
    /// Statements in order, as many as may run, and functions wherever they stand. A name that is declared again is an error of the whole program;
    /// in one submission the compiler would take the second variable for the first.
    /// </summary>
    private List<Element> Candidates(bool isComplete)
    {
        var candidates = new List<Element>();
        var variables = new HashSet<string>();
        var open = true;
        foreach (var element in _pending)
        {
            if (element.Kind == ElementKind.Type)
                continue;
            open &= (isComplete || !element.NeedsWholeProgram) && !variables.Overlaps(element.Variables);
            variables.UnionWith(element.Variables);
            if (candidates.Count < MaxMerged && (open || (element.Kind == ElementKind.Function && !element.NeedsWholeProgram)))
                candidates.Add(element);
        }

        return candidates;
    }

    /// <summary>Compiles types that compile; those that need something else wait for it.</summary>
    private void AddTypes(bool isComplete)
    {
        var types = _pending.Where(element => element.Kind == ElementKind.Type && (isComplete || !element.NeedsWholeProgram)).ToList();
        while (types.Count > 0)
        {
            var errors = compiler.AddTypes(types);
            if (errors.Count == 0)
            {
                _pending.RemoveAll(types.Contains);
                return;
            }

            Errors = errors;
            Remember(errors);
            if (types.RemoveAll(type => errors.Any(error => error.Element == type)) == 0)
                return;
        }
    }

    private ReadyCode Take(IReadOnlyCollection<Element> taken, Submission submission)
    {
        var compiled = taken.ToHashSet();
        _pending.RemoveAll(compiled.Contains);
        _taken.UnionWith(taken.SelectMany(element => element.TypesUsed).Where(name => !_declared.Contains(name)));
        var units = taken.Where(element => element.Kind == ElementKind.Statement).Select(element => element.Unit).Distinct().ToArray();
        return new ReadyCode(submission, units, taken.Any(element => element.IsResult));
    }

    private void Remember(IReadOnlyList<CompileError> errors)
    {
        Errors = errors;
        foreach (var error in errors)
            if (error.MissingName is { } name)
                _missing.Add(name);
            else
                _anyDeclarationHelps = true;
    }

    /// <summary>Functions that failed are left out, and everything from the first statement that failed on.</summary>
    private static List<Element> Without(List<Element> candidates, IReadOnlyList<CompileError> errors)
    {
        var failed = errors.Select(error => error.Element ?? candidates[0]).ToHashSet();
        var open = true;
        var left = new List<Element>();
        foreach (var element in candidates)
        {
            if (element.Kind != ElementKind.Function)
                open &= !failed.Contains(element);
            if (element.Kind == ElementKind.Function ? !failed.Contains(element) : open)
                left.Add(element);
        }

        return left.Count < candidates.Count ? left : [];
    }

    private bool Helps(Element element) => element.Kind == ElementKind.Using
        || (element.Declares.Count > 0 && (_anyDeclarationHelps || element.Declares.Any(_missing.Contains)));
}
