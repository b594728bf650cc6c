using System.Text.Json;
using Anthropic;
using Eager.ChatSamples;
using Eager.ReplayModel.Answers;
using Eager.ReplayModel.Serving;
using Microsoft.Extensions.AI;
using OpenAI.Responses;

namespace Eager.Chat.Tests;

public sealed class EagerChatClientTests
{
    private static readonly TextAnswer Done = new("done", "Done.");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<ChatApi> Apis => [ChatApi.OpenAIChat, ChatApi.OpenAIResponses, ChatApi.Anthropic];

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task Call_should_be_answered_under_its_id_with_what_the_program_wrote(ChatApi api)
    {
        await using var host = await ChatHost.StartAsync([new ProgramAnswer("program", "import os\nprint('é𝄞', 6 * 7)\nopen('runs', 'a').write('x')\n"), Done]);
        var response = await host.Client(api).GetResponseAsync("go", host.Options(), Cancellation);
        var (call, result) = Answered(response);
        Assert.Equal(call.CallId, result.CallId);
        Assert.Equal("é𝄞 42", result.Result?.ToString());
        Assert.Equal("Done.", response.Text);
        Assert.Equal("x", Written(host, "runs"));
    }

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task Statement_should_run_while_the_call_is_still_being_generated(ChatApi api)
    {
        const string Program = "open('early', 'w').close()\nprint('never seen: the model stalls before this line is whole')\n";
        await using var host = await ChatHost.StartAsync([new ProgramAnswer("program", Program)], options => options with { Fault = Fault.Parse("stall@25") });
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var asking = host.Client(api).GetResponseAsync("go", host.Options(), patience.Token);
        while (!File.Exists(Path.Join(host.Directory, "early")))
        {
            Assert.False(asking.IsCompleted);
            await Task.Delay(10, Cancellation);
        }

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Theory]
    [InlineData(ChatApi.OpenAIChat)]
    [InlineData(ChatApi.Anthropic)]
    public async Task Error_should_cancel_the_generation_and_tell_the_model_where_to_go_on(ChatApi api)
    {
        const string Program = "print('one')\n1 / 0\nprint('never')\n# the model stalls somewhere behind this ......................................\n";
        await using var host = await ChatHost.StartAsync(
            [new ProgramAnswer("program", Program), Done], options => options with { Fault = Fault.Parse("stall@30") });
        var calls = new List<FunctionCallContent>();
        var results = new List<string?>();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            // The second answer stalls as well: by then the first has been told.
            await foreach (var update in host.Client(api).GetStreamingResponseAsync("go", host.Options(), patience.Token))
            {
                calls.AddRange(update.Contents.OfType<FunctionCallContent>());
                results.AddRange(update.Contents.OfType<FunctionResultContent>().Select(result => result.Result?.ToString()));
                if (results.Count > 0)
                    await patience.CancelAsync();
            }
        });
        var code = Assert.Single(calls).Arguments!["code"]?.ToString();
        Assert.StartsWith(code!, Program, StringComparison.Ordinal);
        Assert.NotEqual(Program, code);
        var told = Assert.Single(results);
        Assert.Contains("one\n", told, StringComparison.Ordinal);
        Assert.Contains("ZeroDivisionError", told, StringComparison.Ordinal);
        Assert.Contains("Continue from statement 2", told, StringComparison.Ordinal);
        Assert.DoesNotContain("never", told!.Split("Traceback")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Error_should_cancel_the_generation_of_Responses_that_keep_no_conversation()
    {
        const string Program = "print('one')\n1 / 0\n# the model stalls somewhere behind this ......................................\n";
        await using var host = await ChatHost.StartAsync(
            [new ProgramAnswer("program", Program)], options => options with { Fault = Fault.Parse("stall@30") });
        var options = host.Options();
        options.RawRepresentationFactory = _ => new CreateResponseOptions { StoredOutputEnabled = false };
        await foreach (var update in host.Client(ChatApi.OpenAIResponses).GetStreamingResponseAsync("go", options, Cancellation))
        {
            Assert.Null(update.ConversationId);
            if (update.Contents.OfType<FunctionResultContent>().SingleOrDefault() is not { } result)
                continue;
            Assert.Contains("Continue from statement 2", result.Result?.ToString(), StringComparison.Ordinal);
            return;
        }

        Assert.Fail("there was no result");
    }

    [Fact]
    public async Task Client_that_cancels_should_end_the_program()
    {
        const string Program = "import os, time\nopen('new', 'w').write(str(os.getpid()))\nos.rename('new', 'process')\ntime.sleep(600)\n";
        await using var host = await ChatHost.StartAsync([new ProgramAnswer("program", Program)]);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var asking = host.Client(ChatApi.OpenAIResponses).GetResponseAsync("go", host.Options(), patience.Token);
        while (!File.Exists(Path.Join(host.Directory, "process")))
        {
            Assert.False(asking.IsCompleted);
            await Task.Delay(10, Cancellation);
        }

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        while (Directory.Exists(Path.Join("/proc", Written(host, "process"))))
            await Task.Delay(10, Cancellation);
    }

    [Fact]
    public async Task Call_in_CSharp_should_run_while_it_is_generated_and_answer()
    {
        const string Program = "using System.IO;\nFile.AppendAllText(\"runs\", \"x\");\nvar a = 6;\nConsole.WriteLine($\"{a * 7}\");\n";
        await using var host = await ChatHost.StartAsync([new ProgramAnswer("program", Program), Done], configure: options => options.Language = "csharp");
        using var measured = new Measurements(host.Services);
        var (_, result) = Answered(await host.Client(ChatApi.OpenAIChat).GetResponseAsync("go", host.Options(), Cancellation));
        Assert.Equal("42", result.Result?.ToString());
        Assert.Equal("x", Written(host, "runs"));
        Assert.Equal(1, measured.EarlyCalls);
    }

    [Fact]
    public async Task Program_that_exits_should_end_the_generation_without_an_error()
    {
        const string Program = "print('one')\nraise SystemExit\nprint('never')\n# the model stalls here ...................\n";
        await using var host = await ChatHost.StartAsync(
            [new ProgramAnswer("program", Program)], options => options with { Fault = Fault.Parse("stall@30") });
        await foreach (var update in host.Client(ChatApi.OpenAIChat).GetStreamingResponseAsync("go", host.Options(), Cancellation))
        {
            if (update.Contents.OfType<FunctionResultContent>().SingleOrDefault() is not { } result)
                continue;
            Assert.StartsWith("one\n", result.Result?.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("Traceback", result.Result?.ToString(), StringComparison.Ordinal);
            return;
        }

        Assert.Fail("there was no result");
    }

    [Fact]
    public async Task Connection_that_is_lost_should_end_the_request_and_the_program()
    {
        const string Program = "open('early', 'w').close()\nprint('cut')\nopen('late', 'w').close()\n";
        await using var host = await ChatHost.StartAsync(
            [new ProgramAnswer("program", Program)], options => options with { Fault = Fault.Parse("cut@25") });
        await Assert.ThrowsAnyAsync<Exception>(() => host.Client(ChatApi.Anthropic).GetResponseAsync("go", host.Options(), Cancellation));
        Assert.False(File.Exists(Path.Join(host.Directory, "late")));
    }

    [Fact]
    public async Task Request_to_Anthropic_should_ask_for_arguments_as_they_are_generated()
    {
        await using var host = await ChatHost.StartAsync([new ProgramAnswer("program", "print('x')\n"), Done]);
        using var requests = new RequestBodies();
        using var connection = new HttpClient(requests);
        using var anthropic = new AnthropicClient { BaseUrl = host.Address.ToString().TrimEnd('/'), ApiKey = "none", HttpClient = connection };
        await host.Client(anthropic.AsIChatClient("replay", 100)).GetResponseAsync("go", host.Options(), Cancellation);
        Assert.Equal(2, requests.Bodies.Count);
        Assert.All(requests.Bodies, body =>
        {
            using var document = JsonDocument.Parse(body);
            var tool = document.RootElement.GetProperty("tools")[0];
            Assert.True(tool.GetProperty("eager_input_streaming").GetBoolean());
            Assert.Equal("run_code", tool.GetProperty("name").GetString());
            Assert.Equal("string", tool.GetProperty("input_schema").GetProperty("properties").GetProperty("code").GetProperty("type").GetString());
        });
    }

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task Sample_should_answer(ChatApi api)
    {
        await using var host = await ChatHost.StartAsync([new ProgramAnswer("program", "print(6 * 7)\n"), Done]);
        var response = await CodeAgent.AskAsync(host.Provider(api), "What is six times seven?", Cancellation);
        Assert.Equal("42", Answered(response).Result.Result?.ToString());
    }

    private static (FunctionCallContent Call, FunctionResultContent Result) Answered(ChatResponse response)
    {
        var contents = response.Messages.SelectMany(message => message.Contents).ToArray();
        return (Assert.Single(contents.OfType<FunctionCallContent>()), Assert.Single(contents.OfType<FunctionResultContent>()));
    }

    private static string Written(ChatHost host, string file) => File.ReadAllText(Path.Join(host.Directory, file));
}
