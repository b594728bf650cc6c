using System.Diagnostics;
using Eager.ChatSamples;
using Microsoft.Extensions.AI;

namespace Eager.Chat.Tests;

/// <summary>The sample with the providers' own clients, against <c>eager replay-model</c> as a process of its own.</summary>
public sealed class ReplayCommandTests
{
    [Fact]
    public async Task Sample_should_answer_from_the_replaying_command()
    {
        var answers = Directory.CreateTempSubdirectory("eager-answers-");
        await File.WriteAllTextAsync(Path.Join(answers.FullName, "1.py"), "print(6 * 7)\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Join(answers.FullName, "2.md"), "It is 42.\n", TestContext.Current.CancellationToken);
        using var server = Process.Start(
            new ProcessStartInfo(ProductCommand.Path, ["replay-model", "--rate", "500", answers.FullName]) { RedirectStandardOutput = true })!;
        try
        {
            // listening on ADDRESS with 2 answers
            var said = await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            var address = new Uri(said!.Split(' ')[2]);
            foreach (var api in Enum.GetValues<ChatApi>())
            {
                using var provider = ProviderClients.Create(api, address, "replay", "none");
                var response = await CodeAgent.AskAsync(provider, "What is six times seven?", TestContext.Current.CancellationToken);
                var results = response.Messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>();
                Assert.Equal("42", Assert.Single(results).Result?.ToString());
                Assert.Equal("It is 42.", response.Text.Trim());
            }
        }
        finally
        {
            server.Kill();
            answers.Delete(recursive: true);
        }
    }
}
