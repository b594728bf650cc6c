namespace Eager.Server.Tests.Executions;

/// <summary>The code of an execution, for whoever looks on.</summary>
public sealed class CodeTests
{
    [Fact]
    public async Task Code_should_be_followed_while_it_arrives_and_taken_up_where_a_reader_left()
    {
        await using var server = await RunningServer.StartAsync();
        var execution = await server.OpenAsync(await server.NewSessionAsync());
        using var first = await server.AppendAsync(execution, "print(1)\n");
        await using var stream = await EventStream.OpenAsync(server, execution, part: "code");
        var piece = await stream.NextAsync("code");
        Assert.Equal((0, 9, "print(1)\n"), Parts(piece));
        Assert.True(piece.GetProperty("t_ms").GetDouble() >= 0);

        using var second = await server.AppendAsync(execution, "print(2)\n", "?end=true");
        Assert.Equal((9, 18, "print(2)\n"), Parts(await stream.NextAsync("code")));
        Assert.Empty(await stream.RestAsync());

        await using var again = await EventStream.OpenAsync(server, execution, lastEventId: "9", part: "code");
        Assert.Equal((9, 18, "print(2)\n"), Parts(Assert.Single(await again.RestAsync(), line => line.Length > 0)));
        Assert.Equal("print(1)\nprint(2)\n", await server.Client.GetStringAsync(new Uri($"{execution}/code", UriKind.Relative), RunningServer.Cancellation));
    }

    [Fact]
    public async Task Code_should_be_given_in_full_when_it_is_cut_within_a_character()
    {
        await using var server = await RunningServer.StartAsync();
        var execution = await server.OpenAsync(await server.NewSessionAsync());
        await using var stream = await EventStream.OpenAsync(server, execution, part: "code");
        var code = "# \u20ac\n"u8.ToArray();

        using var first = await server.AppendAsync(execution, code[..3]);
        var piece = await stream.NextAsync("code");
        Assert.Equal(code[..3], piece.GetProperty("base64").GetBytesFromBase64());
        using var second = await server.AppendAsync(execution, code[3..], "?end=true");

        await server.EndedAsync(execution);
        Assert.Equal(code, await server.Client.GetByteArrayAsync(new Uri($"{execution}/code", UriKind.Relative), RunningServer.Cancellation));
    }

    [Fact]
    public async Task Code_beyond_what_is_kept_should_run_all_the_same()
    {
        await using var server = await RunningServer.StartAsync(options => options.EventBytes = 4096);
        var execution = await server.OpenAsync(await server.NewSessionAsync());

        using var appended = await server.AppendAsync(execution, $"# {new string('a', 8000)}\nprint('ran')\n", "?end=true");

        Assert.Equal("ran\n", (await server.EndedAsync(execution)).GetProperty("stdout").GetString());
        Assert.Equal(4096, (await server.Client.GetByteArrayAsync(new Uri($"{execution}/code", UriKind.Relative), RunningServer.Cancellation)).Length);
    }

    private static (int Start, int End, string? Text) Parts(JsonElement piece) =>
        (piece.GetProperty("start").GetInt32(), piece.GetProperty("end").GetInt32(), piece.GetProperty("text").GetString());

    private static (int Start, int End, string? Text) Parts(string piece) => Parts(JsonDocument.Parse(piece).RootElement);
}
