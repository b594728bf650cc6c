using System.Text;
using Eager.Engine.Events;

namespace Eager.Engine.Tests.Events;

public sealed class OutputTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("0123456789", "0123456789")]
    [InlineData("0123456789a", "01234\n[1 bytes left out]\n6789a")]
    [InlineData("0123456789abcdefgh", "01234\n[8 bytes left out]\ndefgh")]
    public void Output_should_keep_its_beginning_and_its_end(string written, string kept)
    {
        for (var size = 1; size <= written.Length + 1; size++)
        {
            var text = new OutputText(10);
            foreach (var piece in Encoding.UTF8.GetBytes(written).Chunk(size))
                text.Add(piece);
            Assert.Equal(kept, text.ToString());
        }
    }
}
