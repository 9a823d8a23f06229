using System.Text;
using Chatbot.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.ModelCatalog.Tests;

public sealed class EventStreamTests
{
    [Fact]
    public async Task A_stream_carries_a_comment_after_a_silence_and_none_before_its_first_event()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var catalog = await CatalogApplication.StartAsync(time);
        using var client = catalog.CreateClient(TestUser.Guest());
        using var response = await client.GetAsync("/api/models/events", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);

        var text = new StringBuilder();
        var buffer = new byte[8_192];
        var silentSince = time.GetUtcNow();
        var read = stream.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask();
        await Eventually.TrueAsync(
            async () =>
            {
                if (read.IsCompleted)
                {
                    text.Append(Encoding.UTF8.GetString(buffer, 0, await read));
                    read = stream.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask();
                }

                if (text.ToString().Contains(": ping", StringComparison.Ordinal)) return true;
                time.Advance(TimeSpan.FromMilliseconds(100));
                return false;
            },
            "a comment line comes");

        Assert.StartsWith("event: models\n", text.ToString());
        Assert.True(time.GetUtcNow() - silentSince > TimeSpan.FromSeconds(9));
    }
}
