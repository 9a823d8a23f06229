using Bunit;
using Chatbot.Testing;
using Chatbot.Web.Components.Chat;
using Chatbot.Web.Conversations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.JSInterop;

namespace Chatbot.Web.Tests.Components;

public sealed class MessageListTests : BunitContext
{
    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    private readonly FakeTimeProvider _clock = new();
    private readonly GrowingPage _page;
    private readonly List<ChatMessage> _messages = [ChatMessage.FromUser(Guid.CreateVersion7(), "<b>Hello</b>")];

    public MessageListTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(_clock);
        _page = GrowingPage.In(this);
    }

    [Fact]
    public async Task Text_that_grows_is_drawn_without_the_list_and_not_for_every_word()
    {
        var answer = Answer();
        answer.AppendText("t", "One");
        var list = Show(isAnswering: true);
        var person = list.FindComponent<UserMessage>();
        answer.AppendText("t", " two");
        const string Content = "[data-testid=message-assistant] [data-testid=message-content] .markdown";
        await Eventually.TrueAsync(() => _page.TextIn(list.Find(Content)) == "One two", "the page shows it");
        answer.AppendText("t", " three");
        Assert.Equal("One two", _page.TextIn(list.Find(Content)));
        _clock.Advance(RenderPace.OfText);
        await Eventually.TrueAsync(() => _page.TextIn(list.Find(Content)) == "One two three", "the page shows it");
        Assert.Equal(1, person.RenderCount);
    }

    [Fact]
    public void A_persons_text_is_shown_as_it_was_typed()
    {
        var message = Show().Find("[data-testid=message-user]");
        Assert.Equal("<b>Hello</b>", message.QuerySelector("[data-testid=message-content]")!.TextContent);
        Assert.Equal("user", message.GetAttribute("data-role"));
    }

    [Theory]
    [InlineData("queued", 2, null, "Waiting in queue (2nd)…")]
    [InlineData("loading", null, 0.42, "Loading model… 42 %")]
    [InlineData("prompt", null, null, "Reading the prompt…")]
    [InlineData("waiting", null, null, "Waiting for the model…")]
    public void Before_the_first_letter_it_says_what_happens(string phase, int? position, double? progress, string text)
    {
        var list = Show(isAnswering: true, status: new ModelStatus(phase, position, Progress: progress));
        Assert.Contains(text, list.Markup, StringComparison.Ordinal);
        Assert.Empty(list.FindAll("[data-testid=message-assistant]"));
    }

    [Fact]
    public void A_model_that_is_waited_for_is_said_once_and_not_again_after_each_tool()
    {
        const string Said = ".sr-only[role=status]";
        var list = Show(isAnswering: true);
        var sent = list.Find(Said).TextContent;
        list.Render(parameters => parameters.Add(shown => shown.Status, ModelStatus.Waiting));
        Assert.Equal(("The message was sent.", sent), (sent, list.Find(Said).TextContent));

        var answer = Answer();
        answer.CallTool("c", "getWeather");
        answer.OfCall("c", call => call.Returned("{}"));
        list.Render(parameters => parameters.Add(shown => shown.Revision, 1));
        Assert.Contains("Waiting for the model…", list.Find(".status").TextContent, StringComparison.Ordinal);
        Assert.Equal("The model answers.", list.Find(Said).TextContent);
    }

    [Fact]
    public async Task The_answer_takes_the_place_of_its_status()
    {
        Answer("Because of **Rayleigh**").AppendText("t", " scattering");
        var list = Show(isAnswering: true);
        await Eventually.TrueAsync(() => _page.TextIn(list.Find("[data-testid=message-assistant] [data-testid=message-content] .markdown")) == "Because of Rayleigh scattering", "the page shows it");
        Assert.Empty(list.FindAll(".status"));
        Assert.Equal("true", list.Find("[data-testid=message-assistant]").GetAttribute("aria-busy"));
    }

    [Fact]
    public async Task Reasoning_is_open_while_it_is_thought_and_folds_after()
    {
        var answer = Answer();
        answer.AppendReasoning("r", "Hm, light.");
        var list = Show(isAnswering: true);
        Assert.Equal("true", list.Find("[data-testid=message-reasoning-toggle]").GetAttribute("aria-expanded"));
        await Eventually.TrueAsync(() => _page.TextIn(list.Find("[data-testid=message-reasoning] .markdown")) == "Hm, light.", "the page shows it");

        answer.Close("r");
        answer.AppendText("t", "Blue.");
        list.Render(parameters => parameters.Add(shown => shown.Revision, 1));
        Assert.Empty(list.FindAll("[data-testid=message-reasoning] .markdown"));
        await list.ClickOnAsync("[data-testid=message-reasoning-toggle]");
        Assert.Contains("Hm, light.", list.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MessageState.Stopped, "Stopped.")]
    [InlineData(MessageState.Interrupted, "The answer was interrupted here.")]
    [InlineData(MessageState.CutOff, "Cut off: the model's limit of tokens was reached.")]
    [InlineData(MessageState.Filtered, "Ended here by a filter of the model's server.")]
    [InlineData(MessageState.Failed, "The model was unloaded.")]
    public void How_an_answer_ended_is_told_beneath_its_text(MessageState state, string text)
    {
        var answer = Answer("Half of it");
        (answer.State, answer.Error) = (state, state == MessageState.Failed ? text : null);
        var list = Show();
        Assert.Contains("Half of it", list.Markup, StringComparison.Ordinal);
        Assert.Contains(text, list.Find(".seam").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MessageState.Complete, "The answer is complete.")]
    [InlineData(MessageState.Stopped, "Stopped.")]
    [InlineData(MessageState.Interrupted, "The answer was interrupted here.")]
    [InlineData(MessageState.CutOff, "Cut off: the model's limit of tokens was reached.")]
    [InlineData(MessageState.Filtered, "Ended here by a filter of the model's server.")]
    [InlineData(MessageState.Failed, "")]
    public void How_an_answer_ended_is_said_to_who_does_not_see_it(MessageState state, string text)
    {
        var answer = Answer("Half of it");
        var list = Show(isAnswering: true);
        answer.State = state;
        list.Render(parameters => parameters.Add(shown => shown.IsAnswering, false).Add(shown => shown.Revision, 1));
        Assert.Equal(text, list.Find(".sr-only[role=status]").TextContent);
    }

    [Fact]
    public async Task A_list_that_goes_lets_go_of_what_it_has_in_the_browser()
    {
        var script = new SlowScript();
        Services.AddSingleton<IJSRuntime>(script);
        var list = Show();
        script.Come();
        await script.Following.Task.WaitAsync(Token);
        await list.InvokeAsync(() => list.Instance.DisposeAsync().AsTask());
        Assert.Equal(["follow", "follower dispose", "follower let go", "module let go"], script.Done);
    }

    [Fact]
    public async Task A_list_that_goes_before_its_script_has_come_follows_nothing()
    {
        var script = new SlowScript();
        Services.AddSingleton<IJSRuntime>(script);
        var list = Show();
        await list.InvokeAsync(() => list.Instance.DisposeAsync().AsTask());
        script.Come();
        await script.Gone.Task.WaitAsync(Token);
        Assert.Equal(["module let go"], script.Done);
    }

    [Fact]
    public async Task An_answer_that_failed_offers_another_one()
    {
        var answer = Answer("Half of it");
        answer.State = MessageState.Failed;
        var (asked, continued) = (new List<ChatMessage>(), new List<ChatMessage>());
        var list = Render<MessageList>(parameters => parameters
            .Add(shown => shown.Messages, _messages).Add(shown => shown.OnRegenerate, word => asked.Add(word.Answer)).Add(shown => shown.OnContinue, continued.Add));
        await list.ClickOnAsync(".again button:last-child");
        await list.ClickOnAsync("[data-testid=message-continue-button]");
        Assert.Equal([answer], asked);
        Assert.Equal([answer], continued);
    }

    [Theory]
    [InlineData(MessageState.CutOff, 1)]
    [InlineData(MessageState.Filtered, 0)]
    [InlineData(MessageState.Complete, 0)]
    public void What_was_cut_off_can_go_on_and_what_a_filter_has_ended_cannot(MessageState state, int buttons)
    {
        Answer("Half of it").State = state;
        var list = Render<MessageList>(parameters => parameters
            .Add(shown => shown.Messages, _messages).Add(shown => shown.OnRegenerate, _ => { }).Add(shown => shown.OnContinue, _ => { }));
        Assert.Equal(buttons, list.FindAll("[data-testid=message-continue-button]").Count);
    }

    [Fact]
    public async Task A_message_that_was_not_taken_can_be_sent_again_or_left_out_long_after()
    {
        var (again, removed) = (new List<ChatMessage>(), new List<ChatMessage>());
        _messages[0].Become(MessageState.NotSent);
        var list = Render<MessageList>(parameters => parameters
            .Add(shown => shown.Messages, _messages)
            .Add(shown => shown.Failure, "Enough for today.")
            .Add(shown => shown.OnResend, again.Add)
            .Add(shown => shown.OnRemove, removed.Add));
        Assert.Contains("Enough for today.", list.Find(".failure[role=alert]").TextContent, StringComparison.Ordinal);
        list.Render(parameters => parameters.Add(shown => shown.Failure, null));
        Assert.Contains("Not sent", list.Find("[data-testid=message-not-sent]").TextContent, StringComparison.Ordinal);
        Assert.NotNull(list.Find("[data-testid=message-not-sent] [data-copy-message]"));
        await list.ClickOnAsync("[data-testid=message-resend-button]");
        await list.ClickOnAsync("[data-testid=message-remove-button]");
        Assert.Equal([_messages[0]], again);
        Assert.Equal([_messages[0]], removed);
    }

    [Fact]
    public void Why_older_messages_did_not_come_stands_where_they_were_asked_for()
    {
        var list = Render<MessageList>(parameters => parameters.Add(shown => shown.Messages, _messages).Add(shown => shown.HasMore, true).Add(shown => shown.OlderFailure, "Away."));
        Assert.Equal("Away.", list.Find(".older + [role=alert]").TextContent);
    }

    [Fact]
    public void Nothing_can_be_done_with_messages_that_are_about_to_be_exchanged()
    {
        _messages[0].Siblings = [_messages[0].Id, Guid.CreateVersion7()];
        var list = Render<MessageList>(parameters => parameters.Add(shown => shown.Messages, _messages).Add(shown => shown.OnBranch, _ => { }).Add(shown => shown.IsBusy, true));
        Assert.All(list.FindAll("[data-testid=message-branch-next]"), button => Assert.True(button.HasAttribute("disabled")));
    }

    [Fact]
    public async Task Others_are_not_drawn_again_while_one_grows()
    {
        var answer = Answer("One.");
        var list = Show(isAnswering: true);
        var person = list.FindComponent<UserMessage>();
        var before = person.RenderCount;
        for (var revision = 1; revision <= 5; revision++)
        {
            answer.AppendText("t", " more");
            list.Render(parameters => parameters.Add(shown => shown.Revision, revision));
        }

        _clock.Advance(RenderPace.OfText);
        await Eventually.TrueAsync(() => _page.TextIn(list.Find("[data-testid=message-assistant] .markdown")) == "One. more more more more more", "the page shows it");
        Assert.Equal(before, person.RenderCount);
    }

    /// <summary>A browser whose script comes when it is told to.</summary>
    private sealed class SlowScript : IJSRuntime, IJSObjectReference
    {
        private readonly TaskCompletionSource<IJSObjectReference> _module = new();
        private readonly bool _isFollower;
        private readonly SlowScript _root;

        public SlowScript() => _root = this;

        private SlowScript(SlowScript root) => (_root, _isFollower) = (root, true);

        public List<string> Done { get; } = [];

        public TaskCompletionSource Following { get; } = new();

        public TaskCompletionSource Gone { get; } = new();

        public void Come() => _module.SetResult(this);

        public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args)
        {
            if (identifier == "import") return (TValue)await _module.Task;
            _root.Done.Add(_isFollower ? $"follower {identifier}" : identifier);
            if (identifier != "follow") return default!;
            Following.SetResult();
            return (TValue)(object)new SlowScript(this);
        }

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => InvokeAsync<TValue>(identifier, args);

        public ValueTask DisposeAsync()
        {
            _root.Done.Add(_isFollower ? "follower let go" : "module let go");
            if (!_isFollower) Gone.SetResult();
            return ValueTask.CompletedTask;
        }
    }

    private ChatMessage Answer(string text = "")
    {
        var answer = new ChatMessage(Guid.CreateVersion7(), ChatMessage.Assistant);
        answer.Restart();
        if (text.Length > 0) answer.AppendText("t", text);
        _messages.Add(answer);
        return answer;
    }

    private IRenderedComponent<MessageList> Show(bool isAnswering = false, ModelStatus? status = null) => Render<MessageList>(parameters => parameters
        .Add(list => list.Messages, _messages)
        .Add(list => list.IsAnswering, isAnswering)
        .Add(list => list.Status, status));
}
