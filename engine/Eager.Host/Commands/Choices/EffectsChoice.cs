using Eager.Effects;

namespace Eager.Host.Commands.Choices;

/// <summary>The effects profile that a command line names.</summary>
internal static class EffectsChoice
{
    public static EffectProfile Of(string text)
    {
        try
        {
            return EffectProfile.Parse(text);
        }
        catch (FormatException e)
        {
            throw new UsageException(e.Message);
        }
    }
}
