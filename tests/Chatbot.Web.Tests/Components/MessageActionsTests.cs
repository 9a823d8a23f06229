using System.Text.Json;
using Bunit;
using Chatbot.Web.Components.Chat;
using Chatbot.Web.Conversations;
using Chatbot.Web.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Web.Tests.Components;

public sealed class MessageActionsTests : BunitContext
{
    private readonly ChatMessage _question = ChatMessage.FromUser(Guid.CreateVersion7(), "Why?");
    private readonly ChatMessage _answer = new(Guid.CreateVersion7(), ChatMessage.Assistant);
    private readonly List<string> _done = [];
    private Guid? _edited;

    public MessageActionsTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(TimeProvider.System);
        GrowingPage.In(this);
        JSInterop.SetupModule("./Components/Chat/MessageEditor.razor.js").SetupModule("attach", _ => true);
        _answer.AppendText("t", "Because of **light**.");
    }

    [Fact]
    public async Task A_vote_is_told_and_shown_as_pressed()
    {
        var list = Show();
        Assert.Equal("false", list.Find("[data-testid=message-upvote]").GetAttribute("aria-pressed"));
        await list.ClickOnAsync("[data-testid=message-upvote]");
        Assert.Equal(["up"], _done);

        _answer.IsUpvoted = false;
        _answer.Touch();
        list.Render(parameters => parameters.Add(shown => shown.Revision, 1));
        Assert.Equal("false", list.Find("[data-testid=message-upvote]").GetAttribute("aria-pressed"));
        Assert.Equal("true", list.Find("[data-testid=message-downvote]").GetAttribute("aria-pressed"));
    }

    [Fact]
    public void An_answer_without_text_is_not_judged_and_asked_again_by_one_button()
    {
        var failed = new ChatMessage(Guid.CreateVersion7(), ChatMessage.Assistant) { State = MessageState.Failed, Error = "Away." };
        var list = Render<MessageList>(parameters => parameters
            .Add(shown => shown.Messages, [_question, failed])
            .Add(shown => shown.OnRegenerate, _ => { })
            .Add(shown => shown.OnVote, _ => { }));
        Assert.Contains("Try again", list.Find("[data-testid=message-assistant] .again").TextContent, StringComparison.Ordinal);
        Assert.Empty(list.FindAll("[data-testid=message-upvote], [data-testid=message-downvote], [data-testid=message-regenerate-button]"));
    }

    [Fact]
    public void A_message_that_was_read_again_is_drawn_again()
    {
        var before = ChatMessage.FromUser(Guid.CreateVersion7(), "One");
        var after = ChatMessage.FromUser(before.Id, "One and more");
        var shown = Render<UserMessage>(parameters => parameters.Add(user => user.Message, before));
        shown.Render(parameters => parameters.Add(user => user.Message, after));
        Assert.Equal("One and more", shown.Find("[data-testid=message-content]").TextContent);
    }

    [Fact]
    public async Task Versions_are_counted_and_gone_through()
    {
        var (before, after) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        _answer.Siblings = [before, _answer.Id, after];
        var list = Show();
        Assert.Equal("2/3", list.Find("[data-testid=message-branch-position]").TextContent);
        Assert.Equal("Version 2 of 3", list.Find("[data-testid=message-branch-position]").GetAttribute("aria-label"));
        await list.ClickOnAsync("[data-testid=message-branch-previous]");
        await list.ClickOnAsync("[data-testid=message-branch-next]");
        Assert.Equal([$"show {before}", $"show {after}"], _done);

        list.Render(parameters => parameters.Add(shown => shown.IsAnswering, true));
        Assert.True(list.Find("[data-testid=message-branch-next]").HasAttribute("disabled"));
    }

    [Fact]
    public void A_message_without_siblings_has_no_versions()
    {
        _answer.Siblings = [_answer.Id];
        Assert.Empty(Show().FindAll("[data-testid=message-branch-position]"));
    }

    [Fact]
    public async Task A_persons_message_is_edited_in_its_place()
    {
        var list = Show();
        await list.ClickOnAsync("[data-testid=message-edit-button]");
        Assert.Equal(_question.Id, _edited);

        list.Render(parameters => parameters.Add(shown => shown.Edited, _edited));
        Assert.Equal("Why?", list.Find("[data-testid=message-editor]").GetAttribute("value"));
        var editor = list.FindComponent<MessageEditor>().Instance;
        await list.InvokeAsync(() => editor.SubmitAsync("  "));
        Assert.Empty(_done);
        await list.InvokeAsync(() => editor.SubmitAsync("Why not?"));
        Assert.Equal(["edit Why not?"], _done);
        await list.InvokeAsync(editor.CancelAsync);
        Assert.Null(_edited);
    }

    [Fact]
    public async Task An_edit_needs_words_unless_files_go_along()
    {
        const string Send = "[data-testid=message-editor-send-button]";
        var picture = ChatMessage.FromUser(Guid.CreateVersion7(), "", [new FilePart("/api/files/0198c0de4f1d7a3e9b1c2d3e4f5a6b7c.png", "sky.png", "image/png")]);
        var list = Show();
        list.Render(parameters => parameters.Add(shown => shown.Messages, [picture]).Add(shown => shown.Edited, picture.Id));
        Assert.False(list.Find(Send).HasAttribute("disabled"));
        await list.InvokeAsync(() => list.FindComponent<MessageEditor>().Instance.SubmitAsync(""));
        Assert.Equal(["edit "], _done);

        list.Render(parameters => parameters.Add(shown => shown.Messages, [_question, _answer]).Add(shown => shown.Edited, _question.Id));
        await list.InvokeAsync(() => list.FindComponent<MessageEditor>().Instance.TextChanged(false));
        Assert.True(list.Find(Send).HasAttribute("disabled"));
        await list.InvokeAsync(() => list.FindComponent<MessageEditor>().Instance.TextChanged(true));
        Assert.False(list.Find(Send).HasAttribute("disabled"));
    }

    [Fact]
    public async Task An_edit_waits_for_what_runs()
    {
        var list = Show();
        list.Render(parameters => parameters.Add(shown => shown.Edited, _question.Id).Add(shown => shown.IsAnswering, true));
        Assert.True(list.Find("[data-testid=message-editor-send-button]").HasAttribute("disabled"));
        await list.InvokeAsync(() => list.FindComponent<MessageEditor>().Instance.SubmitAsync("Why not?"));
        Assert.Empty(_done);
    }

    [Fact]
    public void Who_only_reads_can_change_nothing()
    {
        _answer.Siblings = [Guid.CreateVersion7(), _answer.Id];
        var list = Render<MessageList>(parameters => parameters.Add(shown => shown.Messages, [_question, _answer]));
        Assert.Empty(list.FindAll("[data-testid=message-upvote], [data-testid=message-edit-button], [data-testid=message-regenerate-button], [data-testid=message-branch-next]"));
        Assert.NotNull(list.Find("[data-copy-message]"));
    }

    [Fact]
    public void What_is_copied_is_the_text_as_it_was_written()
    {
        var list = Show();
        Assert.Equal("Because of **light**.", list.Instance.SourceOf(_answer.Id));
        Assert.Null(list.Instance.SourceOf(Guid.CreateVersion7()));
    }

    [Fact]
    public async Task The_figures_are_there_on_demand()
    {
        (_answer.Model, _answer.Host) = ("lmstudio:qwen/qwen3-8b", "studio");
        _answer.Usage = new AnswerUsage(1234, 56, 0, 48.26, 310, Estimated: true);
        var list = Show();
        Assert.Empty(list.FindAll("[data-testid=message-figures]"));
        await list.ClickOnAsync("[data-testid=message-figures-button]");
        var figures = list.Find("[data-testid=message-figures]").TextContent;
        foreach (var told in new[] { "lmstudio:qwen/qwen3-8b", "studio", "1,234", "56", "48.3", "0.31 s", "estimated" }) Assert.Contains(told, figures, StringComparison.Ordinal);
        Assert.Equal("true", list.Find("[data-testid=message-figures-button]").GetAttribute("aria-expanded"));
        Assert.All(list.FindAll("[data-testid=message-figures] dl > *"), row => Assert.Equal("DIV", row.TagName));
    }

    [Fact]
    public void Files_of_a_message_are_shown_as_pictures_and_links()
    {
        var message = ChatMessage.FromUser(Guid.CreateVersion7(), "", [
            new FilePart("/api/files/0198c0de4f1d7a3e9b1c2d3e4f5a6b7c.png", "sky.png", "image/png"),
            new FilePart("/api/files/0198c0de4f1d7a3e9b1c2d3e4f5a6b7d.csv", "sky.csv", "text/csv"),
            new FilePart("javascript:alert(1)", "evil.png", "image/png"),
        ]);
        var shown = Render<UserMessage>(parameters => parameters.Add(user => user.Message, message)).Find("[data-testid=message-attachments]");
        Assert.Equal(2, shown.Children.Length);
        Assert.Equal("/api/files/0198c0de4f1d7a3e9b1c2d3e4f5a6b7c.png", shown.QuerySelector("img")!.GetAttribute("src"));
        Assert.Equal("sky.csv", shown.QuerySelector("a[download]")!.GetAttribute("download"));
    }

    [Fact]
    public void Files_of_an_answer_are_shown_where_they_are_ours()
    {
        var files = new[] { ("/api/files/0198c0de4f1d7a3e9b1c2d3e4f5a6b7c.png", "image/png"), ("javascript:alert(1)", "text/plain") };
        var answer = ChatMessage.From(Scripts.Message(Guid.CreateVersion7(), "assistant", "") with
        {
            Parts = [.. files.Select(file => JsonSerializer.SerializeToElement(new { type = "file", url = file.Item1, name = "sky", mediaType = file.Item2 }))],
        });
        var list = Render<MessageList>(parameters => parameters.Add(shown => shown.Messages, [_question, answer]));
        Assert.Equal(files[0].Item1, list.Find("[data-testid=message-assistant] [data-testid=message-attachments] img").GetAttribute("src"));
        Assert.Single(list.FindAll("[data-testid=message-attachments]"));
    }

    private IRenderedComponent<MessageList> Show() => Render<MessageList>(parameters => parameters
        .Add(list => list.Messages, [_question, _answer])
        .Add(list => list.OnRegenerate, word => _done.Add($"again {word.Model}"))
        .Add(list => list.OnVote, vote => _done.Add(vote.IsUp ? "up" : "down"))
        .Add(list => list.OnBranch, sibling => _done.Add($"show {sibling}"))
        .Add(list => list.OnEdit, message => _edited = message?.Id)
        .Add(list => list.OnEdited, word => _done.Add($"edit {word.Text}")));
}
