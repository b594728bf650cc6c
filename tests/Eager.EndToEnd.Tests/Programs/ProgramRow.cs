namespace Eager.EndToEnd.Programs;

/// <summary>A program and what it does, as a row of a theory that is named for it.</summary>
internal static class ProgramRow
{
    /// <summary>Tokens a second at which the programs arrive: slowly enough that statements run while later ones are on their way.</summary>
    public const string Rate = "4000";

    public static TheoryDataRow<string> Of(string what, string program) => new(program) { TestDisplayName = $"Program_should_do_as_in_a_serial_run_when_it_{what.Replace(' ', '_')}" };
}
