namespace Eager.EndToEnd.Programs;

/// <summary>A program and what it does, as a row of a theory that is named for it.</summary>
internal static class ProgramRow
{
    /// <summary>Tokens a second at which the programs arrive: slowly enough that statements run while later ones are on their way.</summary>
    public const string Rate = "4000";

    /// <summary>A row for what is documented to differ: docs/semantics.md, "the interpreter taken apart".</summary>
    public static TheoryDataRow<string> TakenApart(string what, string program)
    {
        var row = Of(what, program);
        row.Skip = "the worker lives in the program's interpreter and uses its builtins and modules: docs/semantics.md";
        return row;
    }

    public static TheoryDataRow<string> Of(string what, string program) => new(program) { TestDisplayName = $"Program_should_do_as_in_a_serial_run_when_it_{what.Replace(' ', '_')}" };
}
