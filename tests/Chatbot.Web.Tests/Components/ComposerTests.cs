using Bunit;
using Chatbot.Web.Components.Chat;

namespace Chatbot.Web.Tests.Components;

public sealed class ComposerTests : BunitContext
{
    private const string Url = "/api/files/0198c0de4f1d7a3e9b1c2d3e4f5a6b7c.png";

    private readonly List<OutgoingMessage> _sent = [];
    private readonly HashSet<Guid> _stored = [];
    private bool _refuses;
    private int _stopped;

    public ComposerTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./Components/Chat/Composer.razor.js").SetupModule("attach", _ => true);
    }

    [Fact]
    public void The_field_is_there_with_its_names_once_the_script_is()
    {
        var composer = Show();
        composer.WaitForAssertion(() => Assert.False(composer.Find("[data-testid=multimodal-input]").HasAttribute("disabled")));
        Assert.Equal("Send a message...", composer.Find("textarea").GetAttribute("placeholder"));
        Assert.NotNull(composer.Find("label[for=message]"));
    }

    [Fact]
    public async Task Sending_needs_a_text()
    {
        var composer = Show();
        Assert.True(composer.Find("[data-testid=send-button]").HasAttribute("disabled"));
        await composer.InvokeAsync(() => composer.Instance.TextChanged(true));
        Assert.False(composer.Find("[data-testid=send-button]").HasAttribute("disabled"));
        Assert.False(await composer.InvokeAsync(() => composer.Instance.Submit(Guid.CreateVersion7(), "  \n ")));
        Assert.True(await composer.InvokeAsync(() => composer.Instance.Submit(Guid.CreateVersion7(), " Hello\nthere ")));
        Assert.Equal("Hello\nthere", Assert.Single(_sent).Text);
        Assert.True(composer.Find("[data-testid=send-button]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task A_message_that_was_taken_is_taken_once()
    {
        var composer = Show();
        var id = Guid.CreateVersion7();
        Assert.True(await composer.InvokeAsync(() => composer.Instance.Submit(id, "Hello")));
        Assert.True(await composer.InvokeAsync(() => composer.Instance.Submit(id, "Hello")));
        Assert.Equal((id, "Hello"), (Assert.Single(_sent).Id, _sent[0].Text));
    }

    [Fact]
    public async Task During_an_answer_there_is_stop_and_nothing_is_sent()
    {
        var composer = Show(isAnswering: true);
        Assert.Empty(composer.FindAll("[data-testid=send-button]"));
        Assert.False(await composer.InvokeAsync(() => composer.Instance.Submit(Guid.CreateVersion7(), "Hello")));
        await composer.ClickOnAsync("[data-testid=stop-button]");
        Assert.Equal((0, 1), (_sent.Count, _stopped));
    }

    [Fact]
    public async Task Files_alone_can_be_sent_once_they_are_at_the_service()
    {
        var composer = Show();
        await composer.InvokeAsync(() => composer.Instance.AttachmentsChanged([new("f1", "a.png", 1000, "uploading", 40)]));
        Assert.NotNull(composer.Find("[data-testid=attachments-preview] [data-testid=input-attachment-loader]"));
        Assert.Equal("40", composer.Find(".previews progress").GetAttribute("value"));
        Assert.True(composer.Find("[data-testid=send-button]").HasAttribute("disabled"));

        var done = new Attachment("f1", "a.png", 1000, "done", 100, Url, "image/png");
        await composer.InvokeAsync(() => composer.Instance.AttachmentsChanged([done]));
        Assert.Empty(composer.FindAll("[data-testid=input-attachment-loader]"));
        Assert.Equal(Url, composer.Find(".previews img").GetAttribute("src"));
        Assert.False(composer.Find("[data-testid=send-button]").HasAttribute("disabled"));

        Assert.True(await composer.InvokeAsync(() => composer.Instance.Submit(Guid.CreateVersion7(), "", [done])));
        var file = Assert.Single(Assert.Single(_sent).Files);
        Assert.Equal((Url, "a.png", "image/png"), (file.Url, file.Name, file.MediaType));
        Assert.Empty(composer.FindAll("[data-testid=attachments-preview]"));
    }

    [Fact]
    public async Task While_a_file_is_on_its_way_a_text_waits_too()
    {
        var composer = Show();
        await composer.InvokeAsync(() => composer.Instance.TextChanged(true, 5));
        await composer.InvokeAsync(() => composer.Instance.AttachmentsChanged([new("f1", "a.png", 1000, "uploading")]));
        Assert.True(composer.Find("[data-testid=send-button]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task A_file_that_did_not_arrive_says_why_and_can_be_tried_again_or_left_out()
    {
        var field = JSInterop.SetupModule("./Components/Chat/Composer.razor.js").SetupModule("attach", _ => true);
        var composer = Show();
        await composer.InvokeAsync(() => composer.Instance.AttachmentsChanged([new("f1", "a.exe", 10, "failed", Error: "The upload failed.", CanRetry: true)]));
        Assert.Contains("The upload failed.", composer.Find(".previews [role=alert]").TextContent, StringComparison.Ordinal);
        await composer.ClickOnAsync(".previews .link");
        await composer.ClickOnAsync("[data-testid=attachment-remove-button]");
        Assert.Equal(["f1"], field.Invocations["retry"].Select(call => call.Arguments[0]));
        Assert.Equal(["f1"], field.Invocations["remove"].Select(call => call.Arguments[0]));
    }

    [Fact]
    public async Task A_file_that_was_refused_for_what_it_is_says_why_and_can_only_be_left_out()
    {
        var composer = Show();
        await composer.InvokeAsync(() => composer.Instance.AttachmentsChanged([new("f1", "a.exe", 10, "failed", Error: "File type should be JPEG or PNG.")]));
        Assert.Contains("File type should be JPEG or PNG.", composer.Find(".previews [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(composer.FindAll("[data-testid=attachment-retry-button]"));
        Assert.NotNull(composer.Find("[data-testid=attachment-remove-button]"));
    }

    [Fact]
    public async Task A_long_paste_can_become_text_after_all()
    {
        var field = JSInterop.SetupModule("./Components/Chat/Composer.razor.js").SetupModule("attach", _ => true);
        var composer = Show();
        await composer.InvokeAsync(() => composer.Instance.AttachmentsChanged([new("f1", "pasted.txt", 9000, "done", 100, Url, "text/plain", IsPasted: true)]));
        await composer.ClickOnAsync("[data-testid=attachment-paste-as-text]");
        Assert.Equal(["f1"], field.Invocations["asText"].Select(call => call.Arguments[0]));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://evil.example/api/files/a.png")]
    [InlineData("/api/files/../auth/signout")]
    [InlineData("//evil.example/a.png")]
    public async Task Nothing_but_a_file_of_the_service_is_shown_or_sent(string url)
    {
        var composer = Show();
        var forged = new Attachment("f1", "<img src=x onerror=alert(1)>", 10, "done", 100, url, "image/png");
        await composer.InvokeAsync(() => composer.Instance.AttachmentsChanged([forged]));
        Assert.Empty(composer.FindAll(".previews img"));
        Assert.False(await composer.InvokeAsync(() => composer.Instance.Submit(Guid.CreateVersion7(), "", [forged])));
    }

    [Fact]
    public async Task Escape_stops_only_what_runs_and_arrow_up_edits_only_when_nothing_runs()
    {
        var edits = 0;
        var composer = Show();
        composer.Render(parameters => parameters.Add(shown => shown.OnEditLast, () => edits++));
        await composer.InvokeAsync(() => composer.Instance.StopAsync());
        await composer.InvokeAsync(() => composer.Instance.EditLastAsync());
        Assert.Equal((0, 1), (_stopped, edits));
        composer.Render(parameters => parameters.Add(shown => shown.IsAnswering, true));
        await composer.InvokeAsync(() => composer.Instance.StopAsync());
        await composer.InvokeAsync(() => composer.Instance.EditLastAsync());
        Assert.Equal((1, 1), (_stopped, edits));
    }

    [Fact]
    public async Task A_chat_that_gets_its_address_keeps_its_draft_and_another_one_has_its_own()
    {
        var field = JSInterop.SetupModule("./Components/Chat/Composer.razor.js").SetupModule("attach", _ => true);
        var (chat, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var composer = Show();
        composer.WaitForAssertion(() => Assert.False(composer.Find("textarea").HasAttribute("disabled")));
        composer.Render(parameters => parameters.Add(shown => shown.ChatId, chat).Add(shown => shown.IsNew, true));
        composer.Render(parameters => parameters.Add(shown => shown.IsNew, false));
        composer.Render(parameters => parameters.Add(shown => shown.ChatId, other));
        composer.WaitForAssertion(() => Assert.Equal(3, field.Invocations["open"].Count));
        var opened = field.Invocations["open"].Select(call => $"{call.Arguments[0]}").ToList();
        var person = Guid.Empty;
        Assert.Contains($"Chat = {chat}, Key = {person}:new, Sent = {person}:{chat}", opened[0], StringComparison.Ordinal);
        Assert.Contains($"Chat = {chat}, Key = {person}:{chat}, Sent = {person}:{chat}", opened[1], StringComparison.Ordinal);
        Assert.Contains($"Chat = {other}, Key = {person}:{other}, Sent = {person}:{other}", opened[2], StringComparison.Ordinal);
        await composer.Instance.DisposeAsync();
    }

    [Theory]
    [InlineData(8000, 0, null)]
    [InlineData(8800, 0, "about 88 % of the 10k tokens")]
    [InlineData(8000, 4000, "about 90 % of the 10k tokens")]
    [InlineData(9000, 8000, "more than the 10k tokens")]
    public async Task A_context_that_is_nearly_full_is_told_before_sending(long used, int draft, string? says)
    {
        var composer = Show();
        composer.Render(parameters => parameters.Add(shown => shown.ContextUsed, used).Add(shown => shown.ContextLimit, 10_000));
        await composer.InvokeAsync(() => composer.Instance.TextChanged(true, draft));
        var note = composer.FindAll("[data-testid=context-note]");
        if (says is null) Assert.Empty(note);
        else Assert.Contains(says, Assert.Single(note).TextContent, StringComparison.Ordinal);
        Assert.False(composer.Find("[data-testid=send-button]").HasAttribute("disabled"));
    }

    [Theory]
    [InlineData("text/plain", 4000, 1, "about 90 % of the 10k tokens")]
    [InlineData("text/x-python", 2000, 2, "about 90 % of the 10k tokens")]
    [InlineData("image/png", 4_000_000, 1, null)]
    [InlineData("application/pdf", 4_000_000, 1, null)]
    public async Task Files_count_by_what_they_put_into_the_prompt(string mediaType, long size, int count, string? says)
    {
        var composer = Show();
        composer.Render(parameters => parameters.Add(shown => shown.ContextUsed, 8000).Add(shown => shown.ContextLimit, 10_000));
        await composer.InvokeAsync(() => composer.Instance.AttachmentsChanged(
            [.. Enumerable.Range(0, count).Select(number => new Attachment($"f{number}", "a", size, "done", 100, Url, mediaType))]));
        var note = composer.FindAll("[data-testid=context-note]");
        if (says is null) Assert.Empty(note);
        else Assert.Contains(says, Assert.Single(note).TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(51_000, true)]
    [InlineData(60_000, false)]
    public async Task Of_long_files_no_more_counts_than_the_model_is_given(int limit, bool isTold)
    {
        var composer = Show();
        composer.Render(parameters => parameters.Add(shown => shown.ContextLimit, limit));
        await composer.InvokeAsync(() => composer.Instance.AttachmentsChanged([new("f1", "pasted.txt", 20_000_000, "done", 100, Url, "text/plain", IsPasted: true)]));
        Assert.Equal(isTold, composer.FindAll("[data-testid=context-note]").Count == 1);
    }

    [Fact]
    public async Task That_a_model_cannot_see_is_said_before_an_image_is_sent_to_it()
    {
        var composer = Show();
        composer.Render(parameters => parameters.Add(shown => shown.IsBlind, true));
        await composer.InvokeAsync(() => composer.Instance.AttachmentsChanged([new("f1", "a.txt", 10, "done", Url: Url, MediaType: "text/plain")]));
        Assert.Empty(composer.FindAll("[data-testid=unseen-note]"));
        await composer.InvokeAsync(() => composer.Instance.AttachmentsChanged([new("f2", "a.png", 10, "done", Url: Url, MediaType: "image/png")]));
        Assert.Contains("cannot see images", composer.Find("[data-testid=unseen-note]").TextContent, StringComparison.Ordinal);
        composer.Render(parameters => parameters.Add(shown => shown.IsBlind, false));
        Assert.Empty(composer.FindAll("[data-testid=unseen-note]"));
    }

    [Fact]
    public async Task What_cannot_be_sent_now_stays_in_the_field()
    {
        var composer = Show();
        _refuses = true;
        var id = Guid.CreateVersion7();
        Assert.False(await composer.InvokeAsync(() => composer.Instance.Submit(id, "Hello")));
        _refuses = false;
        Assert.True(await composer.InvokeAsync(() => composer.Instance.Submit(id, "Hello")));
        Assert.Single(_sent);
    }

    [Fact]
    public async Task The_browser_keeps_a_message_until_it_is_at_the_service()
    {
        var field = JSInterop.SetupModule("./Components/Chat/Composer.razor.js").SetupModule("attach", _ => true);
        var composer = Show();
        var (sent, restored) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await composer.InvokeAsync(() => composer.Instance.Submit(sent, "Hello"));
        await composer.InvokeAsync(() => composer.Instance.Restored([restored]));
        Assert.Empty(field.Invocations["settled"]);

        _stored.UnionWith([sent, restored]);
        composer.Render();
        composer.WaitForAssertion(() => Assert.Equal([sent, restored], field.Invocations["settled"].Select(call => call.Arguments[0])));
        composer.Render();
        Assert.Equal(2, field.Invocations["settled"].Count);
    }

    [Fact]
    public async Task A_file_that_failed_stays_when_the_rest_is_sent()
    {
        var composer = Show();
        var (done, failed) = (new Attachment("f1", "a.png", 1000, "done", 100, Url, "image/png"), new Attachment("f2", "b.txt", 10, "failed", Error: "The upload failed."));
        await composer.InvokeAsync(() => composer.Instance.AttachmentsChanged([done, failed]));
        await composer.InvokeAsync(() => composer.Instance.Submit(Guid.CreateVersion7(), "Look", [done]));
        Assert.Contains("b.txt", Assert.Single(composer.FindAll(".preview")).TextContent, StringComparison.Ordinal);
    }

    private bool Take(OutgoingMessage message)
    {
        if (!_refuses) _sent.Add(message);
        return !_refuses;
    }

    private IRenderedComponent<Composer> Show(bool isAnswering = false) => Render<Composer>(parameters => parameters
        .Add(composer => composer.IsAnswering, isAnswering)
        .Add(composer => composer.OnSend, Take)
        .Add(composer => composer.IsStored, _stored.Contains)
        .Add(composer => composer.OnStop, () => _stopped++));
}
