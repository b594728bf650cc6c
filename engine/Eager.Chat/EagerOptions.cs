using System.ComponentModel.DataAnnotations;
using Eager.Effects;
using Eager.Executions;

namespace Eager.Chat;

/// <summary>The tool that runs a model's code, validated when the host starts.</summary>
public sealed class EagerOptions
{
    /// <summary>Name of the tool, as the model sees it.</summary>
    [Required]
    [RegularExpression("^[A-Za-z0-9_-]{1,64}$")]
    public string Tool { get; set; } = "run_code";

    /// <summary>What the model is told about the tool. Null: a sentence with the language.</summary>
    public string? Description { get; set; }

    /// <summary>The argument that holds the code.</summary>
    [Required]
    [RegularExpression("^[A-Za-z0-9_-]{1,64}$")]
    public string Argument { get; set; } = "code";

    /// <summary>Language of the code: <c>python</c> or <c>csharp</c>.</summary>
    [Required]
    public string Language { get; set; } = "python";

    /// <summary>Where programs run: <c>process</c>, or <c>sandbox</c>.</summary>
    [Required]
    public string Backend { get; set; } = "process";

    /// <summary>What may happen while a program is still arriving. Null: the safest that the backend can do.</summary>
    public EffectProfile? Effects { get; set; }

    /// <summary>What one program may take.</summary>
    [Required]
    public ProgramLimits Limits { get; set; } = new();

    /// <summary>Where programs run, and what they write stays for the next. Null: the current directory.</summary>
    public string? WorkingDirectory { get; set; }

    /// <summary>Most bytes of a program's output that the model is shown; of more the middle is left out.</summary>
    [Range(256, 16 * 1024 * 1024)]
    public int OutputBytes { get; set; } = 64 * 1024;
}
