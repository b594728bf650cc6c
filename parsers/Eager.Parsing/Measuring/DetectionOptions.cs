namespace Eager.Parsing.Measuring;

/// <summary>How <see cref="DetectionBenchmark"/> feeds a program.</summary>
/// <param name="TokenBytes">Bytes of one token.</param>
/// <param name="Repeats">How often the program is fed from its start.</param>
/// <param name="StatementLimit">Largest length of one statement, in bytes.</param>
public sealed record DetectionOptions(int TokenBytes = 4, int Repeats = 20, int StatementLimit = 1 << 26);
