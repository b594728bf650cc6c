namespace Eager.LoadTests.Evaluation;

/// <summary>A program of a corpus, with its folder of data files.</summary>
/// <param name="Id">Name in the corpus.</param>
/// <param name="Path">Absolute path of the program's file.</param>
/// <param name="SerialSeconds">Serial wall time that the corpus states, in seconds.</param>
internal sealed record CorpusProgram(string Id, string Path, double SerialSeconds)
{
    /// <summary>Absolute path of the folder that holds the program and its data.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path)!;
}
