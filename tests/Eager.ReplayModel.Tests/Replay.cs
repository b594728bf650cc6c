using System.Text;
using Eager.Engine.Tokens.Decoding;
using Eager.ReplayModel.Answers;
using Eager.ReplayModel.Serving;

namespace Eager.ReplayModel.Tests;

/// <summary>A running server and a client of it.</summary>
internal sealed class Replay(ReplayServer server) : IAsyncDisposable
{
    public const string Code = "import math\nprint('é𝄞', \"quoted\\n\")\nfor i in range(3):\n    print(i)\n";

    private readonly HttpClient _client = new() { BaseAddress = server.Address };

    public Uri Address => server.Address;

    public static async Task<Replay> StartAsync(Func<ReplayOptions, ReplayOptions>? configure = null, params ModelAnswer[] answers)
    {
        var options = new ReplayOptions { Answers = answers.Length > 0 ? answers : [new ProgramAnswer("program", Code)], TokenCharacters = 3 };
        return new Replay(await ReplayServer.StartAsync(configure?.Invoke(options) ?? options, TestContext.Current.CancellationToken));
    }

    public async Task<HttpResponseMessage> PostAsync(string path, string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    /// <summary>The program that a decoder finds in the bytes of the answer as they come from the socket, and why it broke off.</summary>
    public async Task<(string Code, string? CutOff)> DecodeAsync(
        string path, string body, DecodingOptions options, params (string Name, string Value)[] headers)
    {
        var code = new System.Buffers.ArrayBufferWriter<byte>();
        var decoder = StreamDecoders.Create(options);
        using var response = await PostAsync(path, body, headers);
        response.EnsureSuccessStatusCode();
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            var buffer = new byte[64];
            while (decoder.Verdict is null && await stream.ReadAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var count)
                decoder.Decode(buffer.AsSpan(0, count), code);
        }
        catch (Exception exception) when (exception is HttpIOException or IOException)
        {
            // Cut off.
        }

        if (decoder.Verdict is null)
            decoder.Complete(code);
        return (Encoding.UTF8.GetString(code.WrittenSpan), decoder.Verdict!.Value.CutOff);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await server.DisposeAsync();
    }
}
