using System.Reflection.Emit;

namespace Eager.Executors.CSharpWorker.Effects;

/// <summary>What of a method's evaluation stack is constant. Between jumps it is followed; what a jump may lead to knows nothing.</summary>
internal sealed class ConstantStack
{
    private readonly List<object?> _values = [];

    /// <summary>Forgets what is on the stack: the code may be reached from elsewhere, with other values.</summary>
    public void Forget() => _values.Clear();

    /// <summary>Takes the arguments of a call, first to last.</summary>
    public object?[] Take(int count)
    {
        var taken = new object?[count];
        for (var index = count - 1; index >= 0; index--)
            taken[index] = Pop();
        return taken;
    }

    public void Push(object? value) => _values.Add(value);

    /// <summary>Follows an instruction that is no call.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="text">The text that a <c>ldstr</c> loads.</param>
    public void Follow(Instruction instruction, Func<int, string> text)
    {
        var code = instruction.Code;
        if (code == OpCodes.Dup)
        {
            var top = Pop();
            Push(top);
            Push(top);
            return;
        }

        Take(Popped(code));
        for (var left = Pushed(code); left > 0; left--)
            Push(code == OpCodes.Ldstr ? text(instruction.Operand) : Number(instruction));
        if (code.FlowControl is FlowControl.Branch or FlowControl.Return or FlowControl.Throw)
            Forget();
    }

    private object? Pop()
    {
        if (_values.Count == 0)
            return null;
        var value = _values[^1];
        _values.RemoveAt(_values.Count - 1);
        return value;
    }

    private static int? Number(Instruction instruction)
    {
        var code = instruction.Code;
        if (code == OpCodes.Ldc_I4 || code == OpCodes.Ldc_I4_S)
            return instruction.Operand;
        var offset = code.Value - OpCodes.Ldc_I4_0.Value;
        return offset is >= 0 and <= 8 ? offset : null;
    }

    private static int Popped(OpCode code) => code.StackBehaviourPop switch
    {
        StackBehaviour.Pop0 => 0,
        StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref => 1,
        StackBehaviour.Pop1_pop1 or StackBehaviour.Popi_pop1 or StackBehaviour.Popi_popi or StackBehaviour.Popi_popi8 or StackBehaviour.Popi_popr4
            or StackBehaviour.Popi_popr8 or StackBehaviour.Popref_pop1 or StackBehaviour.Popref_popi => 2,
        StackBehaviour.Varpop => 0,
        _ => 3,
    };

    private static int Pushed(OpCode code) => code.StackBehaviourPush is StackBehaviour.Push0 or StackBehaviour.Varpush ? 0 : 1;
}
