using Eager.Executors.CSharpWorker.Reporting;

namespace Eager.CSharpWorker.Tests.Reporting;

/// <summary>The same names, whatever the text was compiled into.</summary>
public sealed class TraceTextTests
{
    [Theory]
    [InlineData("   at Program.<Main>$(String[] args) in p.cs:line 3", "   at Program.<Main>$(String[] args) in p.cs:line 3")]
    [InlineData("   at Submission#0.<<Initialize>>d__0.MoveNext() in p.cs:line 3", "   at Program.<Main>$(String[] args) in p.cs:line 3")]
    [InlineData("   at Program.<<Main>$>g__B|0_2[T](T x, <>c__DisplayClass0_0&) in p.cs:line 5", "   at B[T](T x) in p.cs:line 5")]
    [InlineData("   at Program.<<Main>$>g__A|0_0(<>c__DisplayClass0_0&) in p.cs:line 2", "   at A() in p.cs:line 2")]
    [InlineData("   at Submission#0.A(Int32 n) in p.cs:line 2", "   at A(Int32 n) in p.cs:line 2")]
    [InlineData("   at Submission#0.<A>d__2.MoveNext() in p.cs:line 2", "   at A(known) in p.cs:line 2")]
    [InlineData("   at Submission#0.<>c.<<Initialize>>b__0_0(Int32 n) in p.cs:line 2", "   at lambda(Int32 n) in p.cs:line 2")]
    [InlineData("   at Program.<>c.<<Main>$>b__0_1(Int32 n) in p.cs:line 2", "   at lambda(Int32 n) in p.cs:line 2")]
    [InlineData("   at Shop.Order.Add(Item item) in p.cs:line 9", "   at Shop.Order.Add(Item item) in p.cs:line 9")]
    public void Frame_should_have_the_name_of_the_program(string frame, string expected) =>
        Assert.Equal($"E: m\n{expected}", TraceText.Clean($"E: m\n{frame}", _ => "(known)"));

    [Fact]
    public void Frames_of_the_worker_should_be_left_out() =>
        Assert.Equal("E: m\n   at F()", TraceText.Clean(
            "E: m\n   at Submission#0.F()\n--- End of stack trace from previous location ---\n   at Eager.Executors.CSharpWorker.Running.ProgramThread.Do(WorkItem item)",
            _ => ""));
}
