using System.Net.WebSockets;
using System.Text;

namespace Eager.Server.Tests.Executions;

public sealed class SocketTests
{
    [Fact]
    public async Task Code_should_go_in_and_events_come_out()
    {
        await using var server = await RunningServer.StartAsync();
        using var socket = await ConnectAsync(server, await server.NewSessionAsync());
        await SendAsync(socket, "print('early')\nprint("u8.ToArray(), WebSocketMessageType.Binary);
        await UntilAsync(socket, "early");
        await SendAsync(socket, """{"code":"'late')","end":true}"""u8.ToArray(), WebSocketMessageType.Text);
        Assert.Contains("late", await UntilAsync(socket, "session.completed"), StringComparison.Ordinal);
        Assert.Equal(WebSocketMessageType.Close, (await socket.ReceiveAsync(new byte[16], RunningServer.Cancellation)).MessageType);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, RunningServer.Cancellation);
    }

    [Fact]
    public async Task Interrupt_should_end_the_program()
    {
        await using var server = await RunningServer.StartAsync();
        using var socket = await ConnectAsync(server, await server.NewSessionAsync());
        await SendAsync(socket, "print('inside')\nwhile True: pass\nprint('out')\n"u8.ToArray(), WebSocketMessageType.Binary);
        await UntilAsync(socket, "inside");
        await SendAsync(socket, """{"interrupt":true}"""u8.ToArray(), WebSocketMessageType.Text);
        Assert.Contains("\"exit\":130", await UntilAsync(socket, "session.completed"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("""{"cod":"x"}""")]
    [InlineData("[]")]
    public async Task Message_that_nobody_understands_should_close_and_cut_off(string message)
    {
        await using var server = await RunningServer.StartAsync();
        var session = await server.NewSessionAsync();
        using var socket = await ConnectAsync(server, session);
        await SendAsync(socket, "print('1\\n', end='')\nprint(2)"u8.ToArray(), WebSocketMessageType.Binary);
        await UntilAsync(socket, "\"text\":\"1");
        await SendAsync(socket, Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text);
        await EndedWithAsync(server, session, "1\n");
    }

    [Fact]
    public async Task Client_that_goes_should_leave_nothing_done_that_was_not_certain()
    {
        await using var server = await RunningServer.StartAsync();
        var session = await server.NewSessionAsync();
        using (var socket = await ConnectAsync(server, session))
        {
            await SendAsync(socket, "print('1\\n', end='')\nprint(2)"u8.ToArray(), WebSocketMessageType.Binary);
            await UntilAsync(socket, "\"text\":\"1");
            socket.Abort();
        }

        await EndedWithAsync(server, session, "1\n");
    }

    private static async Task EndedWithAsync(RunningServer server, string session, string output)
    {
        var execution = (await server.GetAsync($"{session}/executions")).GetProperty("executions")[0].GetProperty("id").GetString();
        Assert.Equal(output, (await server.EndedAsync($"{session}/executions/{execution}")).GetProperty("stdout").GetString());
    }

    private static async Task<ClientWebSocket> ConnectAsync(RunningServer server, string session)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(new Uri(server.Address, $"{session}/executions")) { Scheme = "ws" }.Uri, RunningServer.Cancellation);
        return socket;
    }

    private static Task SendAsync(ClientWebSocket socket, byte[] message, WebSocketMessageType type) =>
        socket.SendAsync(message, type, endOfMessage: true, RunningServer.Cancellation);

    private static async Task<string> UntilAsync(ClientWebSocket socket, string text)
    {
        var received = new StringBuilder();
        var buffer = new byte[4096];
        while (!received.ToString().Contains(text, StringComparison.Ordinal))
        {
            var message = await socket.ReceiveAsync(buffer, RunningServer.Cancellation);
            Assert.NotEqual(WebSocketMessageType.Close, message.MessageType);
            received.Append(Encoding.UTF8.GetString(buffer, 0, message.Count));
            while (!message.EndOfMessage)
            {
                message = await socket.ReceiveAsync(buffer, RunningServer.Cancellation);
                received.Append(Encoding.UTF8.GetString(buffer, 0, message.Count));
            }
        }

        return received.ToString();
    }
}
