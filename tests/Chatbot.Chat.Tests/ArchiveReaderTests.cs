using System.Text;
using System.Text.Json;
using Chatbot.Chat.Archives;
using FsCheck;
using FsCheck.Fluent;

namespace Chatbot.Chat.Tests;

public sealed class ArchiveReaderTests
{
    private const int Largest = 1000;

    [Fact]
    public async Task However_the_file_arrives_the_chats_are_the_same()
    {
        var archive = Encoding.UTF8.GetBytes(
            """{"format":"chatbot-archive","version":1,"owner":{"chats":[1,{"a":[]}]},"chats":[{"a":"ä\"}]"}, [1,2] ,3,"four",null,{"b":{"c":[{}]}}],"chats":[9]}""");
        foreach (var size in Enumerable.Range(1, archive.Length))
            Assert.Equal(["""{"a":"ä\"}]"}""", "[1,2]", "3", "\"four\"", "null", """{"b":{"c":[{}]}}"""], await ReadAsync(new Slow(archive, size)));
    }

    [Fact]
    public async Task What_is_too_large_is_passed_over_wherever_it_stands()
    {
        string[] chats = ["1", Large(5), "2", Large(40), Large(3), """{"a":1}""", Large(10)];
        foreach (var size in new[] { 1, 7, 100, 999, 1000, 1001, 100_000 })
            Assert.Equal(["1", "", "2", "", "", """{"a":1}""", ""], await ReadAsync(new Slow(Encoding.UTF8.GetBytes($"[{string.Join(" , ", chats)}]"), size)));
    }

    [Fact]
    public async Task A_single_text_that_is_too_large_is_told() =>
        await Assert.ThrowsAsync<ArchiveException>(() => ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes($"[1,{{\"a\":\"{new string('x', 2 * Largest)}\"}}]"))));

    [Fact]
    public async Task A_file_that_is_cut_anywhere_is_told()
    {
        var archive = Encoding.UTF8.GetBytes("""{"format":"chatbot-archive","version":1,"chats":[{"a":"b"},{"c":12}]}""");
        foreach (var length in Enumerable.Range(0, archive.Length))
        {
            var thrown = await Record.ExceptionAsync(() => ReadAsync(new MemoryStream(archive, 0, length)));
            Assert.True(thrown is JsonException or ArchiveException, $"At {length}: {thrown}");
        }
    }

    [Fact]
    public void A_tree_has_every_message_once_and_its_parent_before_it() => Prop.ForAll<int[]>(IsTree).QuickCheckThrowOnFailure();

    private static bool IsTree(int[] parents)
    {
        var messages = parents.Select((parent, index) => new ImportedMessage($"{index}", $"{Math.Abs(parent % (parents.Length + 1))}", "user", [], default)).ToList();
        var tree = ImportedTree.Of(messages.Concat(messages));
        var standing = new HashSet<string>();
        return tree.All(message => (message.Parent is null || standing.Contains(message.Parent)) && standing.Add(message.Source)) && standing.Count == parents.Length;
    }

    [Fact]
    public void What_can_be_kept_of_a_tree_is_kept()
    {
        ImportedMessage[] messages = [Of("c", "b"), Of("b", "a"), Of("a", null), Of("d", "a"), Of("e", "gone"), Of("f", "f")];
        Assert.Equal(["a-", "b-a", "c-b", "d-a", "e-", "f-"], ImportedTree.Of(messages).Select(message => $"{message.Source}-{message.Parent}").Order());

        static ImportedMessage Of(string source, string? parent) => new(source, parent, "user", [], default);
    }

    private static string Large(int factor) => $"{{\"large\":[{string.Join(',', Enumerable.Repeat("{\"a\":[1,\"}\"]}", factor * Largest / 10))}]}}";

    private static async Task<List<string>> ReadAsync(Stream stream)
    {
        var chats = new List<string>();
        await foreach (var item in new ArchiveReader(stream, Largest).ReadAsync(TestContext.Current.CancellationToken)) chats.Add(Encoding.UTF8.GetString(item.Json.Span));
        return chats;
    }

    /// <summary>At most so many bytes at a time.</summary>
    private sealed class Slow(byte[] content, int size) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }
}
