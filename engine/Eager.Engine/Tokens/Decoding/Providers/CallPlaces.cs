namespace Eager.Engine.Tokens.Decoding.Providers;

/// <summary>Numbers the calls of chat completions. Some servers give all calls of an answer the same index: then their ids tell them apart.</summary>
internal sealed class CallPlaces
{
    private readonly Dictionary<int, (int Key, byte[] Id)> _byIndex = [];
    private int _count;

    /// <param name="index">Index that the server gives the call.</param>
    /// <param name="id">Its id, or nothing where the delta has none.</param>
    public int Key(int index, ReadOnlySpan<byte> id)
    {
        var isKnown = _byIndex.TryGetValue(index, out var place);
        if (isKnown && (id.IsEmpty || id.SequenceEqual(place.Id)))
            return place.Key;
        var isSame = isKnown && place.Id.Length == 0;
        _byIndex[index] = (isSame ? place.Key : _count++, id.ToArray());
        return _byIndex[index].Key;
    }
}
