using System.Runtime.InteropServices;

namespace Eager.Executors.Interop;

/// <summary>Strings as C has them: UTF-8, each ended by a zero byte, the list by a null pointer.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private readonly byte** _pointers;
    private readonly int _count;

    public NativeStrings(IReadOnlyList<string> values)
    {
        _pointers = (byte**)NativeMemory.AllocZeroed((nuint)values.Count + 1, (nuint)sizeof(byte*));
        _count = values.Count;
        for (var i = 0; i < _count; i++)
            _pointers[i] = (byte*)Marshal.StringToCoTaskMemUTF8(values[i]);
    }

    public byte** Pointers => _pointers;

    public void Dispose()
    {
        for (var i = 0; i < _count; i++)
            Marshal.FreeCoTaskMem((nint)_pointers[i]);
        NativeMemory.Free(_pointers);
    }
}
