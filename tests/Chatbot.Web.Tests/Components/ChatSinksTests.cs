using System.Text.Json;
using AngleSharp.Dom;
using Bunit;
using Chatbot.Web.Components.Chat;
using Chatbot.Web.Components.Markdown;
using Chatbot.Web.Conversations;
using Chatbot.Web.Rendering;
using Chatbot.Web.Tests.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Web.Tests.Components;

/// <summary>Every place of the chat page that shows what somebody else wrote, with the whole corpus: nothing in it runs, loads or leads away.</summary>
public sealed class ChatSinksTests : BunitContext
{
    private const string Url = "/api/files/0198c0de4f1d7a3e9b1c2d3e4f5a6b7c.png";

    public ChatSinksTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(TimeProvider.System);
        GrowingPage.In(this);
        JSInterop.SetupModule("./Components/Chat/MessageEditor.razor.js").SetupModule("attach", _ => true);
    }

    [Theory]
    [MemberData(nameof(XssCorpus.Data), MemberType = typeof(XssCorpus))]
    public async Task An_answer_is_harmless(string text)
    {
        var answer = new ChatMessage(Guid.CreateVersion7(), ChatMessage.Assistant) { Model = text, Host = text, Usage = new AnswerUsage(1, 1, 1, 1, 1) };
        answer.AppendReasoning("r", text);
        answer.AppendText("t", text);
        foreach (var state in new[] { "approval-requested", "output-available", "output-error" })
        {
            var json = JsonSerializer.SerializeToElement(new Dictionary<string, object>
            {
                ["type"] = $"tool-{text}",
                ["toolCallId"] = text,
                ["state"] = state,
                ["input"] = new { text },
                ["output"] = text,
                ["errorText"] = text,
                ["approval"] = new { id = text },
            });
            answer.CallTool(state, text);
            answer.OfCall(state, call => call.Calls(json.GetRawText()));
            answer.OfCall(state, call => call.Returned(JsonSerializer.Serialize(text)));
        }

        (answer.State, answer.Error) = (MessageState.Failed, text);
        var shown = Render<AssistantMessage>(parameters => parameters.Add(message => message.Message, answer).Add(message => message.CanGoOn, true));
        const string Toggles = ".toggle, [data-testid=message-figures-button]";
        var toggles = shown.FindAll(Toggles).Count;
        // In turns of the renderer: while code in the answer gets its colours, it is busy and takes a click only afterwards.
        for (var toggle = 0; toggle < toggles; toggle++) await shown.InvokeAsync(() => shown.FindAll(Toggles)[toggle].ClickAsync(new()));
        Assert.Equal(3, shown.FindAll("[data-testid=message-tool] pre").Count / 2);
        shown.AssertHarmless();
    }

    [Theory]
    [MemberData(nameof(XssCorpus.Data), MemberType = typeof(XssCorpus))]
    public void A_persons_message_and_its_files_are_harmless(string text)
    {
        var message = ChatMessage.FromUser(Guid.CreateVersion7(), text, [new FilePart(Url, text, "image/png"), new FilePart(Url, text, "text/plain"), new FilePart(text, text, "image/png")]);
        Render<UserMessage>(parameters => parameters.Add(user => user.Message, message)).AssertHarmless();
        Render<AttachmentPreviews>(parameters => parameters.Add(previews => previews.Attachments, [
            new Attachment("1", text, 1, "done", 100, Url, "image/png"), new Attachment("2", text, 1, "failed", Error: text), new Attachment("3", text, 1, "done", 100, text, "image/png"),
        ])).AssertHarmless();
        var editor = Render<MessageEditor>(parameters => parameters.Add(shown => shown.Text, text));
        Assert.Equal(text.Replace('\0', '\ufffd'), editor.Find("textarea").GetAttribute("value"));
    }

    [Theory]
    [MemberData(nameof(XssCorpus.Data), MemberType = typeof(XssCorpus))]
    public void Code_in_colours_is_harmless_and_whole(string text)
    {
        foreach (var language in new[] { "html", "js", "markdown", text })
        {
            var block = Render<MarkdownHtml>(parameters => parameters.Add(code => code.Block, new MarkdownBlock(0, text, language)));
            block.WaitForAssertion(() => Assert.Equal(text.Replace("\0", "", StringComparison.Ordinal), block.Find("code").TextContent));
            block.AssertHarmless();
        }
    }
}
