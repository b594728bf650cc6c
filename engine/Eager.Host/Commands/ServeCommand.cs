using System.CommandLine;
using System.Runtime.InteropServices;
using Eager.Executors.Workspaces;
using Eager.Host.Commands.Choices;
using Eager.Host.Pools;
using Eager.Server.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Eager.Host.Commands;

/// <summary><c>eager serve</c>: the engine over HTTP, until it is told to end.</summary>
internal static class ServeCommand
{
    private static readonly Option<string?> Urls = new("--urls")
    {
        HelpName = "URL",
        Description = "Where to listen, with semicolons between; port 0 takes a free one [default: http://127.0.0.1:8080].",
    };

    private static readonly Option<string?> Python = new("--python") { Description = "The Python interpreter." };

    private static readonly Option<Switch> Pools =
        Choice.Option("--pool", "Keep workers ready before there is a program: settings Pool:NAME=VALUE of docs/backends.md.", Switch.On);

    private static readonly Option<string[]> Settings = new("--set")
    {
        HelpName = "NAME=VALUE", Description = "A setting of docs/settings.md: --set MaxSessions=10.", AllowMultipleArgumentsPerToken = false,
    };

    public static Command Create()
    {
        var command = new Command("serve", "Takes code over HTTP while it is written, and gives events as they happen.") { Urls, Python, Pools, Settings };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        DirectoryInfo? workspaces = null;
        try
        {
            HostFolder.RemoveAbandoned();
            var server = await EagerServer.StartAsync(
                Arguments(parsed), options => options.Workspaces ??= (workspaces = HostFolder.Create("sessions")).FullName, Parts, cancellationToken).ConfigureAwait(false);
            await using (server.ConfigureAwait(false))
            {
                Console.Out.WriteLine($"listening on {string.Join(", ", server.Addresses)}; Ctrl-C ends it");
                Console.Out.WriteLine($"open it in a browser, or: curl -s -X POST {server.Addresses[0]}v1/sessions");
                using var stopping = PosixSignalRegistration.Create(
                    PosixSignal.SIGINT, _ => Console.Out.WriteLine($"stopping: programs that run may end within {server.DrainDeadline.TotalSeconds:0.#} s"));
                await server.WaitForShutdownAsync(cancellationToken).ConfigureAwait(false);
            }

            return ExitStatus.Success;
        }
        catch (Exception e) when (e is ArgumentException or OptionsValidationException)
        {
            throw new UsageException(e.Message);
        }
        finally
        {
            if (workspaces is not null)
                HostFolder.Remove(workspaces);
        }

        void Parts(IServiceCollection services)
        {
            Product.AddParts(services, parsed.GetValue(Python));
            if (parsed.GetValue(Pools) == Switch.On)
                PoolSettings.Add(services);
        }
    }

    /// <summary>Our options in the spelling of the configuration.</summary>
    private static string[] Arguments(ParseResult parsed)
    {
        var settings = parsed.GetValue(Settings) ?? [];
        if (settings.FirstOrDefault(setting => !setting.Contains('=', StringComparison.Ordinal)) is { } wrong)
            throw new UsageException($"--set takes NAME=VALUE, not '{wrong}'");
        return
        [
            .. parsed.GetValue(Urls) is { } urls ? [$"--{ServerOptions.Section}:Urls={urls}"] : Array.Empty<string>(),
            .. settings.Select(setting => $"--{ServerOptions.Section}:{setting}"),
        ];
    }
}
