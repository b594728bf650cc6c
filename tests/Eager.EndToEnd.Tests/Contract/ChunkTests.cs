using System.Text;
using System.Text.Json;

namespace Eager.EndToEnd.Contract;

/// <summary><c>chunk</c>: one line a statement, the same ones however the text is fed.</summary>
public sealed class ChunkTests
{
    private const string Program = "\"\"\"What it is.\"\"\"\nimport os\n\n# a comment\nx = [\n    1,\n]\nif x:\n    print('\u00e4')\nelif os:\n    pass\n\n@staticmethod\ndef f():\n    return 1\ny = 1; z = 2\nprint(f'{x}')";

    [Fact]
    public async Task Chunk_should_print_the_members_of_the_contract_when_a_statement_is_released()
    {
        using var at = Workspace.With(Program);
        var run = await EagerCommand.RunAsync(at, "chunk", "program.py");
        Assert.Equal(("", 0), (run.Complaint, run.Status));
        var statements = JsonLines.Parse(run.Output);
        Assert.Equal(7, statements.Length);
        foreach (var (index, statement) in statements.Index())
        {
            Assert.Equal([], ((string[])["index", "kind", "start", "end", "line", "end_line", "released_at"]).Except(statement.Members()));
            Assert.Equal(index, Number(statement, "index"));
        }

        Assert.Equal([1, 2, 5, 8, 13, 16, 17], statements.Select(statement => Number(statement, "line")));
        Assert.Equal([1, 2, 7, 11, 15, 16, 17], statements.Select(statement => Number(statement, "end_line")));
    }

    [Fact]
    public async Task Chunk_should_give_back_the_source_when_statements_are_joined()
    {
        using var at = Workspace.With(Program);
        var source = Encoding.UTF8.GetBytes(Program);
        var end = 0;
        foreach (var statement in JsonLines.Parse((await EagerCommand.RunAsync(at, "chunk", "program.py")).Output))
        {
            Assert.Equal(end, Number(statement, "start"));
            end = Number(statement, "end");
        }

        Assert.Equal(source.Length, end);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("7")]
    [InlineData("100000")]
    [InlineData("random:1")]
    [InlineData("random:20")]
    public async Task Chunk_should_print_the_same_statements_when_the_text_is_cut_otherwise(string feed)
    {
        using var at = Workspace.With(Program);
        var whole = await EagerCommand.RunAsync(at, "chunk", "program.py");
        var cut = await EagerCommand.RunAsync(at, "chunk", "--feed", feed, "program.py");
        Assert.Equal(Spans(whole), Spans(cut));
        Assert.All(JsonLines.Parse(cut.Output), statement => Assert.InRange(Number(statement, "released_at"), 1, Encoding.UTF8.GetByteCount(Program)));
    }

    [Fact]
    public async Task Chunk_should_release_each_statement_at_the_byte_that_decides_when_it_is_fed_bytewise()
    {
        using var at = Workspace.With("x = 1\nif x:\n    y = 2\nz = 3\ntry:\n    pass\nexcept E:\n    pass\nelephant = 1\n");
        var released = JsonLines.Parse((await EagerCommand.RunAsync(at, "chunk", "--feed", "1", "program.py")).Output);
        // x at its line end, if at the z, z at its line end, try at the third letter of elephant (el may become else), elephant at its line end.
        Assert.Equal([6, 23, 28, 64, 74], released.Select(statement => Number(statement, "released_at")));
    }

    [Fact]
    public async Task Chunk_should_print_a_statement_before_the_text_ends_when_it_reads_standard_input()
    {
        using var at = new Workspace();
        await using var chunk = EagerCommand.Start(at, "chunk", "-");
        await chunk.WriteAsync("x = 1\ny =");
        await chunk.WaitForOutputAsync("\n");
        Assert.Single(JsonLines.Parse(chunk.Stdout.Text));
        await chunk.WriteAsync(" 2\n");
        chunk.Stdin.Close();
        Assert.Equal(2, JsonLines.Parse((await chunk.FinishAsync()).Output).Length);
    }

    [Fact]
    public async Task Chunk_should_print_nothing_when_the_text_is_empty()
    {
        using var at = Workspace.With("");
        var run = await EagerCommand.RunAsync(at, "chunk", "program.py");
        Assert.Equal(("", "", 0), (run.Output, run.Complaint, run.Status));
    }

    [Fact]
    public async Task Chunk_should_say_where_the_text_went_wrong_when_it_is_no_program()
    {
        using var at = Workspace.With("x = 1\ny = )\nz = 3\n");
        var run = await EagerCommand.RunAsync(at, "chunk", "program.py");
        Assert.Single(JsonLines.Parse(run.Output));
        run.ShouldComplain(1, "error_at 10");
    }

    private static int Number(JsonElement statement, string member) => statement.GetProperty(member).GetInt32();

    private static (int, int, string?)[] Spans(Finished run) =>
        [.. from statement in JsonLines.Parse(run.Output) select (Number(statement, "start"), Number(statement, "end"), statement.GetProperty("kind").GetString())];
}
