using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Eager.Chat.Tests;

public sealed class EagerOptionsTests
{
    public static TheoryData<string, Action<EagerOptions>> Wrong => new()
    {
        { "Tool", options => options.Tool = "no name" },
        { "Argument", options => options.Argument = "" },
        { "no backend 'process' runs 'cobol'", options => options.Language = "cobol" },
        { "no backend 'cloud'", options => options.Backend = "cloud" },
        { "there is no folder", options => options.WorkingDirectory = "nowhere/at/all" },
        { "OutputBytes", options => options.OutputBytes = 1 },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Host_should_not_start_when_an_option_is_wrong(string message, Action<EagerOptions> configure)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddEager(configure);
        using var host = builder.Build();
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }
}
