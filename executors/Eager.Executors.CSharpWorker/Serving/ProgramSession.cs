using System.Text;
using Eager.Executions;
using Eager.Executors.CSharpWorker.Compiling;
using Eager.Executors.CSharpWorker.Effects;
using Eager.Executors.CSharpWorker.Reporting;
using Eager.Executors.CSharpWorker.Running;
using Eager.Executors.CSharpWorker.Sources;
using Eager.Executors.CSharpWorker.Wire;
using Eager.Wire;

namespace Eager.Executors.CSharpWorker.Serving;

/// <summary>The conversation about one program: what arrives is compiled here, ahead of the thread that runs it.</summary>
internal sealed class ProgramSession(
    Arrivals arrivals, UnitLedger ledger, ProgramThread thread, EffectGate gate, ProgramCompiler compiler, WholeProgram whole, OpenFrame open)
{
    /// <summary>Units that may wait for a declaration unanswered; more are kept back as the protocol says.</summary>
    private const int MaxWaiting = 1024;

    /// <summary>Units that are looked at together when they have arrived together.</summary>
    private const int MaxGathered = 64;

    private readonly PendingProgram _pending = new(compiler);
    private readonly SubmissionState _state = new();
    private readonly List<Element> _elements = [];
    private readonly string _file = ProgramFile.NameOf(open);
    private int _line = 1;
    private int _length;
    private int _rehearsed;
    private bool _begun;
    private bool _isScript;
    private bool _isWhole;

    /// <summary>What runs the program.</summary>
    public ProgramThread Thread => thread;

    /// <summary>True where a program that has arrived is to be marked at all its statements, because one may be denied.</summary>
    private bool MarksAll { get; init; }

    /// <summary>Makes ready for the program that <paramref name="open"/> announces.</summary>
    public static ProgramSession Open(FrameChannel channel, UnitLedger ledger, ProgramCompiler compiler, WholeProgram whole, OpenFrame open)
    {
        var file = ProgramFile.NameOf(open);
        var rules = new EffectRules(open.Effects, open.WorkingDirectory);
        compiler.Effects = rules.IsOpen ? null : new EffectGraph();
        var gate = new EffectGate(rules);
        var thread = new ProgramThread(ledger, new ErrorReporter(file, compiler.Assemblies.ParametersOf), gate);
        return new ProgramSession(new Arrivals(channel, new TextCheck(whole, file)), ledger, thread, gate, compiler, whole, open) { MarksAll = rules.Denies };
    }

    /// <summary>Runs what every program begins with.</summary>
    public void Begin(Submission begin) => thread.Enqueue(new RunCode(-1, [], () => _state.Run(begin)));

    /// <summary>Converses until the program has ended.</summary>
    public void Serve()
    {
        arrivals.Start();
        var gathered = 0;
        while (true)
        {
            var frame = arrivals.Take();
            if (frame is not UnitFrame unit)
            {
                ledger.EndReceiving();
                if (frame is EndFrame { Ending: ProgramEnding.Complete } end)
                    Complete(Encoding.UTF8.GetString(end.Remainder.Span));
                else
                    BreakOff();
                thread.EndConversation();
                return;
            }

            Take(unit);
            if (++gathered < MaxGathered && arrivals.HasMore)
                continue;
            gathered = 0;
            Advance(isComplete: false);
            arrivals.ChecksAhead = _begun && !_isScript && !_isWhole;
            if (arrivals.HasMore || ledger.IsOver)
                continue;
            if (!_pending.IsEmpty)
                Rehearse();
            else if (arrivals.ChecksAhead)
                arrivals.CheckAhead(_length, text => ProgramOutline.Of(text, _elements, compiler.TypeOf));
        }
    }

    private void BreakOff()
    {
        gate.Close(error: null);
        thread.Enqueue(new EndProgram(IsComplete: false));
    }

    private void Take(UnitFrame unit)
    {
        var id = (int)unit.Id;
        ledger.Receive(id);
        if (ledger.IsOver)
            return;
        var source = Encoding.UTF8.GetString(unit.Source.Span);
        if (unit.Kind == UnitKind.Probe)
        {
            Probe(id, unit.Line, source);
            return;
        }

        _line = unit.Line + source.AsSpan().Count('\n');
        _length += source.Length;
        if (unit.Kind == UnitKind.Program)
            TakeWhole(id, source);
        else
            Add(id, _file, unit.Line, source);
    }

    private void Add(int unit, string file, int line, string source)
    {
        foreach (var element in ElementReader.Read(unit, file, line, source))
        {
            if (element.Kind != ElementKind.Reference)
            {
                _elements.Add(element);
                _pending.Add(element);
                if (_begun && _pending.Late == element)
                    RefuseLate(element);
                continue;
            }

            _isScript = true;
            try
            {
                var (loaded, text) = ScriptDirective.Resolve(element, compiler);
                if (text is not null)
                    Add(unit, loaded, 1, text);
                _pending.TryAgain();
            }
            catch (ScriptDirectiveException error)
            {
                Advance(isComplete: false);
                thread.Enqueue(new Refuse(unit, ErrorReporter.Describe(error.Id, error.Message, element.File, element.Line)));
            }
        }
    }

    /// <summary>Statements have run with another meaning than the whole program gives them: that is said, not hidden.</summary>
    private void RefuseLate(Element type)
    {
        var message = $"'{type.Declares[0]}' is declared here, after statements that use it have run with another type of that name; run the program with --mode serial";
        var blank = type.Text.AsSpan(0, type.Text.Length - type.Text.AsSpan().TrimStart().Length);
        thread.Enqueue(new Refuse(null, ErrorReporter.Describe("EAGER1", message, type.File, type.Line + blank.Count('\n'))));
    }

    /// <summary>The serial arm.</summary>
    private void TakeWhole(int id, string source)
    {
        _isWhole = true;
        gate.Open(); // all of it is here: only what is denied does not happen
        var elements = ElementReader.Read(id, _file, 1, source);
        if (!elements.Any(element => element.Kind == ElementKind.Reference || element.IsResult))
        {
            var code = MarksAll && elements.Count > 0 ? whole.Compile(elements, marksAll: true) : whole.Compile(_file, source);
            if (code.Succeeded || !WholeProgram.IsScript(code.Errors))
            {
                RunWhole(code, [id], elements, MarksAll);
                return;
            }
        }

        Add(id, _file, 1, source);
        AdvanceToEnd();
    }

    private void RunWhole(CompiledCode code, int[] units, IReadOnlyList<Element> elements, bool marksAll = false)
    {
        _begun = true;
        if (!code.Succeeded)
        {
            thread.Enqueue(new Refuse(_isWhole ? units[0] : null, ErrorReporter.Describe(code.Errors)));
            return;
        }

        gate.Open();
        thread.Enqueue(new RunCode(ledger.Received - 1, units, EntryPoint.Of(compiler.Assemblies.Load(code)))
        {
            Stretches = Stretch.Join(elements, compiler.Effects?.OfProgram(code) ?? [], marksAll),
        });
    }

    /// <summary>Text that seems wrong: only what no continuation can mend is an error.</summary>
    private void Probe(int id, int line, string source)
    {
        Advance(isComplete: false);
        KeepBack(id - 1);
        var errors = WholeProgram.CheckSyntax(_file, line, source);
        if (errors.Count > 0)
            thread.Enqueue(new Refuse(id, ErrorReporter.Describe(errors)));
        else
            KeepBack(id);
    }

    /// <summary>Answers what waits: it will run, but not as units.</summary>
    private void KeepBack(int unit) => thread.Enqueue(new RunCode(unit, [], () => null));

    private void Advance(bool isComplete)
    {
        while (!ledger.IsOver && _pending.Advance(isComplete) is { } ready)
            Run(ready);
        var through = Through;
        if (through >= ledger.Answered && (_pending.IsEmpty || through >= 0))
            KeepBack(through);
        if (ledger.Received - ledger.Answered > MaxWaiting)
            KeepBack(ledger.Received - 1);
    }

    /// <summary>While statements wait for a declaration there is time. Not for each: what was rehearsed is compiled faster already.</summary>
    private void Rehearse()
    {
        if (_elements.Count < 2 * _rehearsed)
            return;
        if (_rehearsed == 0)
            WarmUp.Continue();
        _rehearsed = _elements.Count;
        _pending.Rehearse();
    }

    /// <summary>The last unit of which nothing has still to be handed over.</summary>
    private int Through => Math.Min(ledger.Received, _pending.FirstToRun?.Unit ?? ledger.Received) - 1;

    private void Run(ReadyCode ready)
    {
        _begun |= ready.Units.Count > 0;
        thread.Enqueue(new RunCode(Through, ready.Units, () => _state.Run(ready.Submission))
        {
            Stretches = ready.Submission.Stretches,
            ShowsResult = ready.HasResult && open.Display,
        });
    }

    /// <summary>The program has arrived whole.</summary>
    private void Complete(string remainder)
    {
        if (!_isWhole && !ledger.IsOver)
        {
            Add(ledger.Received, _file, _line, remainder);
            _isScript |= _elements.Any(element => element.IsResult);
            if (!_begun && !_isScript && _elements.Count > 0)
                RunAtOnce();
            else
                CheckAndRunRest();
        }

        gate.Open();
        thread.Enqueue(new EndProgram(IsComplete: true));
    }

    /// <summary>Nothing has run yet: the program runs as the serial arm would run it.</summary>
    private void RunAtOnce()
    {
        var code = whole.Compile(_elements);
        if (!code.Succeeded)
            code = whole.Compile(_file, arrivals.Text);
        if (!code.Succeeded && WholeProgram.IsScript(code.Errors))
        {
            AdvanceToEnd();
            return;
        }

        var statements = _elements.Where(element => element.Kind == ElementKind.Statement).Select(element => element.Unit).Distinct().ToArray();
        RunWhole(code, statements.Length > 0 ? statements : [ledger.Received - 1], _elements);
    }

    private void CheckAndRunRest()
    {
        Advance(isComplete: false);
        if (!_isScript && _elements.Count > 0 && arrivals.Errors is { Count: > 0 } errors && !WholeProgram.IsScript(errors))
            thread.Enqueue(new Refuse(null, ErrorReporter.Describe(errors)));
        else
            AdvanceToEnd();
    }

    private void AdvanceToEnd()
    {
        if (_pending.IsEmpty)
            return;
        _pending.TryAgain();
        Advance(isComplete: true);
        if (_pending.TakeRest() is { } rest)
            Run(rest);
        if (!_pending.IsEmpty && !ledger.IsOver)
            thread.Enqueue(new Refuse(_isWhole ? 0 : null, ErrorReporter.Describe(_pending.Errors)));
    }
}
