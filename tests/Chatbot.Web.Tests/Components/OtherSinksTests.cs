using System.Text.Json;
using Bunit;
using Chatbot.Chat.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Testing;
using Chatbot.Web.Components;
using Chatbot.Web.Components.Chat;
using Chatbot.Web.Components.Fleet;
using Chatbot.Web.Components.Models;
using Chatbot.Web.Components.Shared;
using Chatbot.Web.Components.Sharing;
using Chatbot.Web.Components.Sidebar;
using Chatbot.Web.Conversations;
using Chatbot.Web.ModelCatalog;
using Chatbot.Web.Tests.Fakes;
using Chatbot.Web.Tests.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.Web.Tests.Components;

/// <summary>Titles, names and reasons around the chat, and the page of a chat that is shared: with the whole corpus they are text.</summary>
public sealed class OtherSinksTests : PageContext
{
    private const string Url = "/api/files/0198c0de4f1d7a3e9b1c2d3e4f5a6b7c.png";

    [Fact]
    public async Task A_chats_title_in_the_sidebar_its_menu_and_its_field()
    {
        foreach (var text in XssCorpus.Texts)
        {
            var chat = new ChatSummary(Guid.CreateVersion7(), TimeProvider.System.GetUtcNow(), text, Guid.CreateVersion7(), "public");
            var item = Render<HistoryItem>(parameters => parameters.Add(shown => shown.Chat, chat));
            Assert.Equal(text.Replace("\0", "", StringComparison.Ordinal).Trim(), item.Find(".title").TextContent.Trim());
            await item.ClickOnAsync("[data-testid=chat-menu-button]");
            item.AssertHarmless();
            await item.ClickOnAsync("[data-testid=chat-menu-share]");
            item.AssertHarmless();
            await item.ClickOnAsync("[data-testid=chat-menu-button]");
            await item.ClickOnAsync("[data-testid=chat-menu-button]");
            await item.ClickOnAsync("[data-testid=chat-menu-rename]");
            item.AssertHarmless(forms: 1);
        }
    }

    [Fact]
    public void A_chat_that_is_shared()
    {
        foreach (var text in XssCorpus.Texts)
        {
            JsonElement[] parts =
            [
                .. new[] { "text", "reasoning" }.Select(type => JsonSerializer.SerializeToElement(new { type, text })),
                .. new[] { Url, text, $"/api/files/../{text}", "/api/files/../auth/signout" }.Select(url => JsonSerializer.SerializeToElement(new { type = "file", url, name = text, mediaType = "image/png" })),
                JsonSerializer.SerializeToElement(new { type = "file", url = Url, name = text, mediaType = text }),
                JsonSerializer.SerializeToElement(new Dictionary<string, object> { ["type"] = $"tool-{text}", ["toolCallId"] = text, ["state"] = "output-available", ["input"] = new { text }, ["output"] = text }),
                JsonSerializer.SerializeToElement(new Dictionary<string, object> { ["type"] = $"tool-{text}", ["toolCallId"] = text, ["state"] = "output-error", ["input"] = new { text }, ["errorText"] = text }),
            ];
            foreach (var role in new[] { ChatMessage.User, ChatMessage.Assistant })
            {
                var detail = new ChatMessageDetail(Guid.CreateVersion7(), null, role, parts, "failed", text, text, TimeProvider.System.GetUtcNow(), []);
                var shown = Render<SharedMessage>(parameters => parameters.Add(message => message.Message, ChatMessage.From(detail)));
                shown.AssertHarmless();
                Assert.Equal(2, shown.FindAll("[data-testid=message-attachments]").Count);
                Assert.Equal(4, shown.FindAll("[data-testid=message-tool] dd").Count);
            }
        }
    }

    [Fact]
    public async Task Sentences_at_the_edge_of_the_page()
    {
        var state = new ToastState(new FakeTimeProvider()); // None of them goes meanwhile.
        Services.AddSingleton(state);
        var toasts = Render<Toasts>();
        foreach (var text in XssCorpus.Texts)
        {
            await toasts.InvokeAsync(() => state.Show(text, isError: true));
            await toasts.InvokeAsync(() => state.Offer(text, text, () => Task.CompletedTask));
            // Of errors only the last few are there.
            Assert.NotEmpty(toasts.FindAll("[role=alert]"));
            toasts.AssertHarmless();
        }

        Assert.Equal(XssCorpus.Texts.Length, toasts.FindAll("[data-testid=toast-action]").Count);
    }

    [Fact]
    public void Models_in_the_list_and_beside_it()
    {
        foreach (var text in XssCorpus.Texts)
        {
            foreach (var state in new[] { PlaceStates.Loaded, PlaceStates.NotLoaded, PlaceStates.Loading, text })
            {
                var model = Model(text, state);
                Render<ModelItem>(parameters => parameters.Add(item => item.Model, model).Add(item => item.MayLoad, true).Add(item => item.MayUnload, true)).AssertHarmless();
                Render<ModelDetail>(parameters => parameters.Add(detail => detail.Model, model)).AssertHarmless();
            }
        }
    }

    [Fact]
    public async Task Models_to_answer_again()
    {
        var feed = Services.GetRequiredService<ModelFeed>();
        _ = feed.FollowAsync();
        await Eventually.TrueAsync(() => feed.IsLoaded, "the models are there");
        foreach (var text in XssCorpus.Texts) Fakes.Catalog.Change(Model(text, PlaceStates.Loaded));
        await Eventually.TrueAsync(() => XssCorpus.Texts.All(text => feed.Find(text) is not null), "all of them are there");
        var menu = Render<RegenerateMenu>(parameters => parameters.AddCascadingValue(feed).Add(shown => shown.Current, XssCorpus.Texts[0]));
        await menu.ClickOnAsync("[data-testid=message-regenerate-with-button]");
        Assert.True(menu.FindAll(".menu-item").Count >= XssCorpus.Texts.Length);
        menu.AssertHarmless();
    }

    [Fact]
    public void A_host_and_what_is_on_it()
    {
        foreach (var text in XssCorpus.Texts)
        {
            foreach (var health in new[] { "ok", "unreachable", text })
            {
                var host = FakeHosts.Studio with
                {
                    Id = text,
                    Name = $"{text} ",
                    Health = health,
                    Version = text,
                    Detail = text,
                    Hardware = new HostHardware(text, 1, [new HostGpu(text, 1)]),
                    Instances = [FakeHosts.Instance with { Id = text, Model = text, State = text }],
                    Loading = new HostLoading(text, 0.5, 1, 1),
                    PendingLoads = [new HostPendingLoad(text, 1, text)],
                };
                var card = Render<HostCard>(parameters => parameters
                    .Add(shown => shown.Seen, new SeenHost(host, FakeHosts.Then)).Add(shown => shown.Models, [Model(text, PlaceStates.NotLoaded)])
                    .Add(shown => shown.MayLoad, true).Add(shown => shown.MayUnload, true).Add(shown => shown.MayManage, true));
                card.AssertHarmless();
            }
        }
    }

    private static ModelEntry Model(string text, string state) => FakeModels.Loaded with
    {
        Id = text,
        Name = text,
        Description = text,
        Provider = text,
        Quantization = text,
        State = state,
        Places = [FakeModels.Loaded.Places[0] with { Host = text, State = state }],
    };
}
