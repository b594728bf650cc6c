using Eager.Executions;
using Eager.Executors.Python;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Eager.Executors.Tests.Python;

public sealed class PythonServicesTests
{
    [Fact]
    public void Backends_should_be_there_once_when_they_are_added_twice()
    {
        using var host = Build(services => services.AddPythonBackend().AddPythonBackend());
        Assert.Equal(
            [("process", "python"), ("sandbox", "python")],
            host.Services.GetServices<IBackend>().Select(backend => (backend.Name, backend.Language)));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(7200, null)]
    [InlineData(1, " ")]
    public async Task Host_should_refuse_to_start_when_an_option_is_out_of_range(int seconds, string? interpreter)
    {
        using var host = Build(services => services.AddPythonBackend(options =>
            (options.StartTimeout, options.Interpreter) = (TimeSpan.FromSeconds(seconds), interpreter)));
        await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
    }

    private static IHost Build(Action<IServiceCollection> add)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        add(builder.Services.AddLogging());
        return builder.Build();
    }
}
