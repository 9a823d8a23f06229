using Bunit;
using Chatbot.Testing;
using Chatbot.Web.Components.Layout;
using Chatbot.Web.History;
using Chatbot.Web.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.Web.Tests.Components;

public sealed class OfflineBannerTests : BunitContext, IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new();
    private FakeServices _fakes = null!;

    public async ValueTask InitializeAsync()
    {
        _fakes = await FakeServices.StartAsync();
        await Services.AddCircuitAsync(_fakes);
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await _fakes.DisposeAsync();
    }

    [Fact]
    public async Task It_is_there_as_long_as_the_chat_service_does_not_answer_and_goes_by_itself()
    {
        Services.AddSingleton<TimeProvider>(_clock);
        _fakes.Chat.HistoryIsAway = true;
        var banner = Render<OfflineBanner>();
        var history = Services.GetRequiredService<HistoryState>();
        await banner.InvokeAsync(() => history.LoadAsync(default));
        banner.WaitForAssertion(() => Assert.NotNull(banner.Find("[data-testid=offline-banner]")));

        _fakes.Chat.HistoryIsAway = false;
        await Eventually.TrueAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(5));
                return banner.FindAll("[data-testid=offline-banner]").Count == 0;
            },
            "the banner is gone");
        Assert.True(history.Recent.IsLoaded);
    }
}
