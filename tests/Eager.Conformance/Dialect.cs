namespace Eager.Conformance;

/// <summary>How a language says what the specifications need: each member is one top-level statement with its line end. Null: it has no way to.</summary>
public abstract class Dialect
{
    /// <summary>Prints a line. The text has letters, digits and spaces only.</summary>
    public abstract string Print(string text);

    /// <summary>Prints a line on standard error.</summary>
    public virtual string? PrintError(string text) => null;

    /// <summary>Prints a line of 1,023 letters x and its end, as often as it is told.</summary>
    public abstract string Flood(int lines);

    /// <summary>Prints the line <c>ready</c> and goes on without end.</summary>
    public abstract string Loop();

    /// <summary>Gives a variable a value.</summary>
    public virtual string? Assign(string name, int value) => null;

    /// <summary>Prints a variable's value as a line; fails where there is no such variable.</summary>
    public virtual string? PrintVariable(string name) => null;

    /// <summary>Raises an error of <see cref="ErrorType"/> with a message of letters.</summary>
    public abstract string Raise(string message);

    /// <summary>Name of that error's type.</summary>
    public abstract string ErrorType { get; }

    /// <summary>Status of a program that such an error ends.</summary>
    public virtual int FailureStatus => 1;

    /// <summary>Text that can never be part of a program.</summary>
    public virtual string? Invalid => null;

    /// <summary>Asks the program to exit.</summary>
    public virtual string? Exit(int status) => null;

    /// <summary>Ends the program's process at once, from 1 to 60.</summary>
    public virtual string? EndProcess(int status) => null;

    /// <summary>Ends the program's process at once by force, as the system would for want of memory.</summary>
    public virtual string? Kill() => null;

    /// <summary>Takes and holds so much memory, in MiB, and goes on without end.</summary>
    public virtual string? Allocate(int mebibytes) => null;

    /// <summary>Starts so many processes, as fast as it can, and goes on without end.</summary>
    public virtual string? Fork(int processes) => null;

    /// <summary>An expression with that value, and nothing else.</summary>
    public virtual string? Value(int value) => null;

    /// <summary>Shows a text as <c>text/plain</c>.</summary>
    public virtual string? Show(string text) => null;

    /// <summary>
    /// Starts a process that leaves its parent's session and group and holds no descriptor, and prints its number on this machine as a line. The child lives
    /// longer than any test.
    /// </summary>
    public virtual string? StartDaemon() => null;
}
