using System.Text;
using Eager.Server.Streams;

namespace Eager.Server.Tests.Streams;

public sealed class LineRingTests
{
    [Fact]
    public void Ring_should_give_the_lines_from_any_number_when_it_has_grown_and_dropped()
    {
        var ring = new LineRing();
        for (var i = 0; i < 100; i++)
        {
            ring.Add(Encoding.ASCII.GetBytes($"{i}"));
            if (i % 3 == 0)
                ring.DropFirst();
        }

        Assert.Equal((34, 100, 66), (ring.First, ring.Next, ring.Count));
        Assert.Equal(2 * 66, ring.Bytes);
        for (var from = ring.First; from <= ring.Next; from++)
            Assert.Equal(Enumerable.Range((int)from, (int)(100 - from)).Select(i => $"{i}"), ring.From(from).Select(Encoding.ASCII.GetString));
    }
}
