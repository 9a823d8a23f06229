using System.Text;
using Chatbot.Chat.Files;
using Chatbot.Chat.Tests.Support;

namespace Chatbot.Chat.Tests.Files;

public sealed class FileContentTests
{
    private const string Damaged = "The image is damaged. Please save it again and retry";

    public static TheoryData<string, byte[], string> Whole => new()
    {
        { "a.txt", SampleFiles.Png, "image/png" },
        { "a.png", SampleFiles.Jpeg, "image/jpeg" },
        { "", SampleFiles.WebPLossy, "image/webp" },
        { "a", SampleFiles.WebPLossless, "image/webp" },
        { "a.md", SampleFiles.PdfOf("Hello"), "application/pdf" },
        { "a.png", "just words"u8.ToArray(), "text/plain" },
        { "notes.MD", "# Title"u8.ToArray(), "text/markdown" },
        { "a.csv", "a,b\r\n1,2\r\n"u8.ToArray(), "text/csv" },
        { "Program.cs", "class P;"u8.ToArray(), "text/x-csharp" },
        { "a.json", "{}"u8.ToArray(), "text/x-json" },
        { "a.svg", "<svg onload='alert(1)'/>"u8.ToArray(), "text/plain" },
        { "a.html", "<script>alert(1)</script>"u8.ToArray(), "text/plain" },
        { "a.txt", [0xEF, 0xBB, 0xBF, .. "mit Umlaut: ä"u8], "text/plain" },
        { "a.txt", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("zwei Bytes: ä")], "text/plain" },
        { "a.txt", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("zwei Bytes: ä")], "text/plain" },
        { "a.txt", Encoding.UTF8.GetBytes(new string('ä', 40_000)), "text/plain" },
    };

    public static TheoryData<string, byte[], string> Wrong => new()
    {
        { "nothing", [], "The file is empty" },
        { "a GIF", SampleFiles.Gif, FileContent.WrongType },
        { "a program", [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0], FileContent.WrongType },
        { "a zip", "PK\u0003\u0004\0\0"u8.ToArray(), FileContent.WrongType },
        { "Latin-1", [(byte)'a', 0xE4, (byte)'b'], FileContent.WrongType },
        { "half a character at the end", [(byte)'a', 0xC3], FileContent.WrongType },
        { "half a UTF-16 character", [0xFF, 0xFE, (byte)'a', 0, 0x00, 0xD8], FileContent.WrongType },
        { "a NUL far down", [.. Encoding.UTF8.GetBytes(new string('a', 70_000)), 0], FileContent.WrongType },
        { "a terminal's escapes", "\u001b[2J"u8.ToArray(), FileContent.WrongType },
        { "UTF-32", [0xFF, 0xFE, 0, 0, (byte)'a', 0, 0, 0], FileContent.WrongType },
        { "half a PNG", SampleFiles.Png[..^20], Damaged },
        { "a PNG without pixels", [.. SampleFiles.Png[..33], .. SampleFiles.Png[^12..]], Damaged },
        { "a PNG with a length beyond its end", [.. SampleFiles.Png[..33], 0xFF, 0xFF, 0xFF, 0xFF, .. SampleFiles.Png[37..]], Damaged },
        { "a moving PNG", SampleFiles.PngAnimated, "Animated images are not supported. Please upload a still one" },
        { "a PNG of gigabytes", SampleFiles.PngOf(60_000, 60_000), "The image has too many pixels. Please make it smaller" },
        { "a PNG of no size", SampleFiles.PngOf(0, 1), Damaged },
        { "half a JPEG", SampleFiles.Jpeg[..^2], Damaged },
        { "a JPEG's beginning", SampleFiles.Jpeg[..30], Damaged },
        { "half a WebP", SampleFiles.WebPLossy[..^4], Damaged },
        { "a WebP's header", SampleFiles.WebPLossless[..12], Damaged },
        { "a moving WebP", SampleFiles.WebPAnimated, "Animated images are not supported. Please upload a still one" },
        { "half a PDF", SampleFiles.PdfOf("Hello")[..200], "The PDF is damaged. Please save it again and retry" },
        { "an image of more than 5 MB", [.. SampleFiles.Png, .. new byte[5 * 1024 * 1024]], "File size should be less than 5MB" },
    };

    [Theory]
    [MemberData(nameof(Whole))]
    public async Task The_content_tells_what_a_file_is_and_the_name_only_which_text(string name, byte[] content, string mediaType)
    {
        using var stream = new MemoryStream(content);
        var (type, error) = await FileContent.TellAsync(stream, name, TestContext.Current.CancellationToken);

        Assert.Null(error);
        Assert.Equal(mediaType, type!.MediaType);
        Assert.Equal(0, stream.Position);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task What_is_damaged_or_something_else_is_told_in_a_sentence(string what, byte[] content, string error)
    {
        using var stream = new MemoryStream(content);

        Assert.Equal((what, null, error), (what, (await FileContent.TellAsync(stream, "a.png", TestContext.Current.CancellationToken)).Type, (await TellAgainAsync(stream)).Error));
    }

    [Fact]
    public async Task No_cut_or_changed_byte_of_an_image_makes_the_look_at_it_fail()
    {
        foreach (var whole in new[] { SampleFiles.Png, SampleFiles.Jpeg, SampleFiles.WebPLossy, SampleFiles.WebPLossless, SampleFiles.WebPAnimated })
        {
            for (var length = 1; length < whole.Length; length++)
            {
                foreach (byte value in new byte[] { 0, 0x7F, 0xFF })
                {
                    byte[] changed = [.. whole];
                    changed[length] = value;
                    foreach (var file in new[] { whole[..length], changed })
                    {
                        using var stream = new MemoryStream(file);
                        var (type, error) = await FileContent.TellAsync(stream, "a", TestContext.Current.CancellationToken);
                        Assert.NotEqual(type is null, error is null);
                    }
                }
            }
        }
    }

    private static Task<(FileType? Type, string? Error)> TellAgainAsync(Stream stream)
    {
        stream.Position = 0;
        return FileContent.TellAsync(stream, "a.png", TestContext.Current.CancellationToken);
    }
}
