using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace Eager.Executors.CSharpWorker.Effects;

/// <summary>One instruction of intermediate language.</summary>
/// <param name="Code">What it does.</param>
/// <param name="Operand">A token, a number or the target of a jump; 0 where it has none of these.</param>
/// <param name="IsTarget">True where a jump may lead to it.</param>
internal readonly record struct Instruction(OpCode Code, int Operand, bool IsTarget)
{
    private const int TwoBytes = 0xFE;

    private static readonly Dictionary<int, OpCode> _codes = typeof(OpCodes).GetFields()
        .Select(field => field.GetValue(null)).OfType<OpCode>().ToDictionary(code => code.Value & 0xFFFF);

    public static IReadOnlyList<Instruction> Read(BlobReader bytes)
    {
        var found = new List<(int Offset, OpCode Code, int Operand)>();
        var targets = new HashSet<int>();
        while (bytes.RemainingBytes > 0)
        {
            var offset = bytes.Offset;
            var first = bytes.ReadByte();
            var code = _codes[first == TwoBytes ? (TwoBytes << 8) | bytes.ReadByte() : first];
            var operand = code.OperandType == OperandType.InlineSwitch ? ReadSwitch(ref bytes, targets) : ReadOperand(ref bytes, code);
            if (code.OperandType is OperandType.InlineBrTarget or OperandType.ShortInlineBrTarget)
                targets.Add(bytes.Offset + operand);
            found.Add((offset, code, operand));
        }

        return [.. found.Select(one => new Instruction(one.Code, one.Operand, targets.Contains(one.Offset)))];
    }

    private static int ReadSwitch(ref BlobReader bytes, HashSet<int> targets)
    {
        var offsets = new int[bytes.ReadInt32()];
        for (var index = 0; index < offsets.Length; index++)
            offsets[index] = bytes.ReadInt32();
        foreach (var offset in offsets)
            targets.Add(bytes.Offset + offset);
        return 0;
    }

    private static int ReadOperand(ref BlobReader bytes, OpCode code)
    {
        switch (code.OperandType)
        {
            case OperandType.InlineNone:
                return 0;
            case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI:
                return bytes.ReadSByte();
            case OperandType.ShortInlineVar:
                return bytes.ReadByte();
            case OperandType.InlineVar:
                return bytes.ReadUInt16();
            case OperandType.InlineI8 or OperandType.InlineR:
                bytes.ReadInt64();
                return 0;
            default:
                return bytes.ReadInt32();
        }
    }
}
