using System.Text;

namespace Eager.Parsing.Tests.Chunking;

public sealed class NameTests
{
    /// <summary>In the lists: <c>=</c> binds, <c>&lt;</c> reads, <c>~</c> reads later.</summary>
    [Theory]
    [InlineData("python", "import os.path, sys as s\n", "=os =s")]
    [InlineData("python", "from a.b import c, d as e\n", "=c =e")]
    [InlineData("python", "x, (y, *z) = f(a.b, k=v)\n", "=x =y =z <f <a <v")]
    [InlineData("python", "x += y\n", "=x <x <y")]
    [InlineData("python", "x[0].y = z\n", "<x <z")]
    [InlineData("python", "def g(p, q=r, *a, t: u = w):\n    m = n\n    return p\n", "=g <r <u <w ~n ~p")]
    [InlineData("python", "class C(B):\n    x = d\n    def m(self): return e\n", "=C <B <d ~e")]
    [InlineData("python", "for i in xs: print(i)\n", "=i <xs <print <i")]
    [InlineData("python", "with o() as (h, k): pass\n", "<o =h =k")]
    [InlineData("python", "match v:\n    case [p, *r]: pass\n    case P(x=y) as w: pass\n", "<v =p =r <P =y =w")]
    [InlineData("python", "if (w := 3) > f'{x:{y}}': pass\n", "=w <x <y")]
    [InlineData("csharp", "using A = B.C;", "=A <B")]
    [InlineData("csharp", "int x = 1, y = z.w;", "=x =y <z")]
    [InlineData("csharp", "x = y + F(q);", "=x <x <y <F <q")]
    [InlineData("csharp", "int F(int a) { return b; }", "=F ~b")]
    [InlineData("csharp", "var l = (int p) => c;", "=l ~c")]
    [InlineData("csharp", "F(out var n); ", "<F =n")]
    [InlineData("csharp", "var (d, e) = t;", "=d =e <t")]
    [InlineData("csharp", "class K : B { int f = g; }", "=K <B ~g")]
    public void Names_should_be_those_bound_and_read_at_top_level(string language, string source, string names)
    {
        var bytes = Encoding.UTF8.GetBytes(source);
        using var chunker = LanguageRegistry.Find(language)!.CreateChunker(1 << 20);
        chunker.Feed(bytes);
        chunker.Complete();
        Assert.True(chunker.TryRelease(out _));
        var found = new List<string>();
        foreach (var name in chunker.Names)
            found.Add("=<~"[(int)name.Use] + Encoding.UTF8.GetString(bytes.AsSpan((int)name.Start, (int)(name.End - name.Start))));
        Assert.Equal(names, string.Join(' ', found));
    }

    [Fact]
    public void Names_should_be_those_of_each_statement_when_several_were_released_at_once()
    {
        using var chunker = LanguageRegistry.Find("python")!.CreateChunker(1 << 20);
        chunker.Feed("a = b\nc\n"u8);
        Assert.True(chunker.TryRelease(out _));
        Assert.Equal([0L, 4L], [chunker.Names[0].Start, chunker.Names[1].Start]);
        Assert.True(chunker.TryRelease(out _));
        Assert.Equal(6, Assert.Single(chunker.Names.ToArray()).Start);
        chunker.Feed("d"u8);
        Assert.Equal(0, chunker.Names.Length);
    }
}
