namespace Eager.Engine.Tokens.Decoding.Text;

/// <summary>What the beginning of a line has shown so far.</summary>
internal enum ContainerMatch
{
    /// <summary>The byte was taken.</summary>
    Undecided,

    /// <summary>The line is in all containers; the byte is the first of what is in them.</summary>
    Inside,

    /// <summary>The line is not in all containers; the byte is the first behind those that it is in.</summary>
    Outside,
}
