using Bunit;
using Chatbot.Web.Components.Chat;

namespace Chatbot.Web.Tests.Components;

public sealed class ComposerTests : BunitContext
{
    private readonly List<OutgoingMessage> _sent = [];
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
        Assert.False(await composer.InvokeAsync(() => composer.Instance.SubmitAsync(Guid.CreateVersion7(), "  \n ")));
        Assert.True(await composer.InvokeAsync(() => composer.Instance.SubmitAsync(Guid.CreateVersion7(), " Hello\nthere ")));
        Assert.Equal("Hello\nthere", Assert.Single(_sent).Text);
        Assert.True(composer.Find("[data-testid=send-button]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task A_message_that_was_taken_is_taken_once()
    {
        var composer = Show();
        var id = Guid.CreateVersion7();
        Assert.True(await composer.InvokeAsync(() => composer.Instance.SubmitAsync(id, "Hello")));
        Assert.True(await composer.InvokeAsync(() => composer.Instance.SubmitAsync(id, "Hello")));
        Assert.Equal(new OutgoingMessage(id, "Hello"), Assert.Single(_sent));
    }

    [Fact]
    public async Task During_an_answer_there_is_stop_and_nothing_is_sent()
    {
        var composer = Show(isAnswering: true);
        Assert.Empty(composer.FindAll("[data-testid=send-button]"));
        Assert.False(await composer.InvokeAsync(() => composer.Instance.SubmitAsync(Guid.CreateVersion7(), "Hello")));
        await composer.ClickOnAsync("[data-testid=stop-button]");
        Assert.Equal((0, 1), (_sent.Count, _stopped));
    }

    private IRenderedComponent<Composer> Show(bool isAnswering = false) => Render<Composer>(parameters => parameters
        .Add(composer => composer.IsAnswering, isAnswering)
        .Add(composer => composer.OnSend, _sent.Add)
        .Add(composer => composer.OnStop, () => _stopped++));
}
