using System.Text;

namespace Eager.Server.Tests.Sessions;

public sealed class FileTests
{
    [Fact]
    public async Task Output_beyond_its_limit_should_be_a_file_of_the_session()
    {
        await using var server = await RunningServer.StartAsync();
        var session = await server.NewSessionAsync("""{"limits":{"output_bytes":100,"statement_s":60}}""");
        var result = await server.ExecuteAsync(session, "print('x' * 1000)\n");
        var file = Assert.Single(result.GetProperty("changed_files").EnumerateArray()).GetString();
        Assert.Equal(
            new string('x', 900) + "\n",
            await server.Client.GetStringAsync(new Uri($"{session}/files/{file}", UriKind.Relative), RunningServer.Cancellation));
    }

    [Fact]
    public async Task File_should_go_up_be_read_by_the_program_and_come_down_changed()
    {
        await using var server = await RunningServer.StartAsync();
        var session = await server.NewSessionAsync();
        Assert.Equal(HttpStatusCode.NoContent, await PutAsync(server, $"{session}/files/in/a.txt", "one"));
        var result = await server.ExecuteAsync(session, "text = open('in/a.txt').read()\nopen('b.txt', 'w').write(text + ' two')\n");
        Assert.Equal("b.txt", Assert.Single(result.GetProperty("changed_files").EnumerateArray()).GetString());
        Assert.Equal("one two", await server.Client.GetStringAsync(new Uri($"{session}/files/b.txt", UriKind.Relative), RunningServer.Cancellation));
        using var deleted = await server.Client.DeleteAsync(new Uri($"{session}/files/b.txt", UriKind.Relative), RunningServer.Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        var left = (await server.GetAsync($"{session}/files")).GetProperty("files");
        Assert.Equal(("in/a.txt", 3), (left[0].GetProperty("path").GetString(), left[0].GetProperty("size").GetInt32()));
        Assert.Equal(1, left.GetArrayLength());
    }

    [Theory]
    [InlineData("link.txt")]
    [InlineData("folder/hosts")]
    [InlineData("pipe")]
    public async Task Nothing_outside_of_the_folder_should_be_read_or_written(string path)
    {
        await using var server = await RunningServer.StartAsync();
        var session = await server.NewSessionAsync("""{"effects":"open"}""");
        await server.ExecuteAsync(session, "import os\nos.symlink('/etc/hosts', 'link.txt')\nos.symlink('/etc', 'folder')\nos.mkfifo('pipe')\n");
        using var read = await server.Client.GetAsync(new Uri($"{session}/files/{path}", UriKind.Relative), RunningServer.Cancellation);
        Assert.True(read.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity, $"{read.StatusCode}");
        if (path != "pipe")
            Assert.Equal(HttpStatusCode.UnprocessableEntity, await PutAsync(server, $"{session}/files/{path}", "x"));
    }

    [Fact]
    public async Task File_should_not_be_changed_while_a_program_runs_or_beyond_the_limit()
    {
        await using var server = await RunningServer.StartAsync(options => options.MaxFileBytes = 10);
        var session = await server.NewSessionAsync();
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PutAsync(server, $"{session}/files/a", "eleven bytes"));
        await server.OpenAsync(session);
        Assert.Equal(HttpStatusCode.Conflict, await PutAsync(server, $"{session}/files/a", "x"));
        Assert.Equal(0, (await server.GetAsync($"{session}/files")).GetProperty("files").GetArrayLength());
    }

    private static async Task<HttpStatusCode> PutAsync(RunningServer server, string path, string text)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        using var response = await server.Client.PutAsync(new Uri(path, UriKind.Relative), content, RunningServer.Cancellation);
        return response.StatusCode;
    }
}
