using Chatbot.Chat.Files;

namespace Chatbot.Chat.Tests.Files;

public sealed class FileNameTests
{
    private const string Name = "0198c0de4f1d7a3e9b1c2d3e4f5a6b7c.png";

    [Theory]
    [InlineData("photo.png", "photo.png")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\Users\\ada\\photo.png", "photo.png")]
    [InlineData("<script>alert(1)</script>.png", "script_.png")]
    [InlineData("<img src=x onerror=alert(1)>.png", "_img src=x onerror=alert(1)_.png")]
    [InlineData("a\"; filename=\"b.png", "a_; filename=_b.png")]
    [InlineData("a\r\nSet-Cookie: b.png", "aSet-Cookie_ b.png")]
    [InlineData("photo\u202Egnp.exe", "photognp.exe")]
    [InlineData("Ümläut 日本.png", "Ümläut 日本.png")]
    [InlineData("..", "file.txt")]
    [InlineData("  ", "file.txt")]
    [InlineData(null, "file.txt")]
    public void A_persons_name_of_a_file_becomes_one_harmless_line(string? given, string expected) =>
        Assert.Equal(expected, OriginalNames.Clean(given, "file.txt"));

    [Fact]
    public void A_long_name_keeps_its_end_and_no_half_character()
    {
        Assert.Equal(new string('a', 96) + ".png", OriginalNames.Clean(new string('a', 300) + ".png", "f"));
        Assert.Equal(99, OriginalNames.Clean("a" + string.Concat(Enumerable.Repeat("😀", 100)), "f").Length);
    }

    [Theory]
    [InlineData("/api/files/" + Name)]
    [InlineData("https://chat.example/api/files/" + Name)]
    public void What_an_upload_answered_names_a_file(string url) => Assert.Equal(Name, FileNames.In(url));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/api/files/")]
    [InlineData("/api/files/../chat")]
    [InlineData("/api/files/%2e%2e/secret.png")]
    [InlineData("/api/files/" + Name + "/more")]
    [InlineData("/api/files/" + Name + "\n")]
    [InlineData("/api/files/0198C0DE4F1D7A3E9B1C2D3E4F5A6B7C.png")]
    [InlineData("/other/" + Name)]
    [InlineData("file:///api/files/" + Name)]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("data:image/png;base64,AAAA")]
    public void Nothing_else_does(string? url) => Assert.Null(FileNames.In(url));

    [Fact]
    public void Names_are_of_their_own_kind() => Assert.True(FileNames.IsOne(FileNames.New("png")));
}
