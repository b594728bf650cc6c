using System.Reflection;

namespace Eager.Executors.CSharpWorker.Running;

/// <summary>Calls a program's <c>Main</c> without reflection's frames beneath it.</summary>
internal static class EntryPoint
{
    public static Func<object?> Of(Assembly program)
    {
        var main = program.EntryPoint!;
        var takesArguments = main.GetParameters().Length == 1;
        if (main.ReturnType == typeof(int))
        {
            var withStatus = takesArguments ? main.CreateDelegate<Func<string[], int>>() : Ignoring(main.CreateDelegate<Func<int>>());
            return () => new ProgramExit(withStatus(RunningProgram.Arguments));
        }

        var plain = takesArguments ? main.CreateDelegate<Action<string[]>>() : Ignoring(main.CreateDelegate<Action>());
        return () =>
        {
            plain(RunningProgram.Arguments);
            return null;
        };
    }

    private static Func<string[], int> Ignoring(Func<int> main) => _ => main();

    private static Action<string[]> Ignoring(Action main) => _ => main();
}
