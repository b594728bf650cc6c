using Eager.Effects;

namespace Eager.Engine.Tests.Effects;

public sealed class EffectProfileTests
{
    [Fact]
    public void Sandbox_should_hold_what_others_could_see()
    {
        EffectClass[] held = [EffectClass.WriteInside, EffectClass.WriteOutside, EffectClass.Network, EffectClass.Process, EffectClass.NativeCode];
        Assert.Equal(held.Order(), EffectProfile.Parse("sandbox").Rules.Keys.Order());
        Assert.All(EffectProfile.Sandbox.Rules.Values, rule => Assert.Equal(EffectRule.Hold, rule));
    }

    [Fact]
    public void Strict_should_hold_everything_but_reading_inside() =>
        Assert.Equal([EffectClass.ReadInside], Enum.GetValues<EffectClass>().Except(EffectProfile.Strict.Rules.Keys));

    [Fact]
    public void Rule_of_one_class_should_change_when_it_is_named()
    {
        var profile = EffectProfile.Parse("sandbox,network=deny,time=hold,write_inside=run");

        Assert.Equal("sandbox,network=deny,time=hold,write_inside=run", profile.Name);
        Assert.Equal(EffectRule.Deny, profile.Rules[EffectClass.Network]);
        Assert.Equal(EffectRule.Hold, profile.Rules[EffectClass.Time]);
        Assert.Equal(EffectRule.Run, profile.Rules[EffectClass.WriteInside]);
        Assert.Equal(EffectRule.Hold, profile.Rules[EffectClass.Process]);
    }

    [Theory]
    [InlineData("sandpit", "sandbox, strict, paper, open")]
    [InlineData("sandbox,writing=hold", "write_inside")]
    [InlineData("sandbox,network=maybe", "deny, hold, run, stage")]
    [InlineData("sandbox,network", "deny, hold, run, stage")]
    [InlineData("sandbox,network=stage", "only write_inside can be staged")]
    [InlineData("", "sandbox")]
    public void Parse_should_name_what_there_is_when_it_is_given_something_else(string text, string known) =>
        Assert.Contains(known, Assert.Throws<FormatException>(() => EffectProfile.Parse(text)).Message, StringComparison.Ordinal);
}
