using System.Globalization;
using Chatbot.Web.Rendering;

namespace Chatbot.Web.Tests.Rendering;

public sealed class MarkupPiecesTests
{
    [Theory]
    [InlineData("Words that come one after the other, so many that they do not all stand in one piece of the text any more.")]
    [InlineData("這是一個沒有空格的很長的句子這是一個沒有空格的很長的句子這是一個沒有空格的很長的句子這是一個沒有空格的很長的句子這是一個沒有空格的很長的句子這是一個沒有空格的很長的句子這是一個沒有空格的很長的句子這是一個沒有空格的很長的句子這是一個沒有空格的很長的句子這是一個沒有空格的很長的句子這是一個沒有空格的很長的句子這是一個沒有空格的很長的句子這是一個沒有空格的很長的句子這是一個沒有空格的很長的句子")]
    public void Only_the_last_piece_changes_when_more_comes(string text)
    {
        string[] before = [];
        for (var length = 1; length <= text.Length; length++)
        {
            var pieces = MarkupPieces.Cut(text[..length]).ToArray();
            Assert.Equal(text[..length], string.Concat(pieces));
            Assert.Equal(before.SkipLast(1), pieces.Take(Math.Max(0, before.Length - 1)));
            before = pieces;
        }

        Assert.True(before.Length > 1);
        Assert.All(before, piece => Assert.InRange(piece.Length, 1, 160));
    }

    [Fact]
    public void No_sign_is_cut_in_two()
    {
        var text = string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 60));
        var pieces = MarkupPieces.Cut(text).ToArray();
        Assert.Equal(text, string.Concat(pieces));
        Assert.All(pieces, piece => Assert.Equal(0, piece.Length % "👩‍👩‍👧‍👦".Length));
        Assert.Equal(60, pieces.Sum(piece => new StringInfo(piece).LengthInTextElements));
    }
}
