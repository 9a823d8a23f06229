using System.Text.Json;
using Bunit;
using Chatbot.Web.Components.Chat;
using Chatbot.Web.Conversations;

namespace Chatbot.Web.Tests.Components;

public sealed class ToolCallTests : BunitContext
{
    private readonly List<bool> _decided = [];

    public ToolCallTests() => JSInterop.Mode = JSRuntimeMode.Loose;

    [Fact]
    public async Task A_call_that_waits_is_open_and_can_be_allowed_or_denied()
    {
        var shown = Show(Call("approval-requested", """, "approval":{"id":"a1"}"""));
        Assert.Contains("San Francisco", shown.Find("pre").TextContent, StringComparison.Ordinal);
        await shown.ClickOnAsync("[data-testid=tool-approve-button]");
        await shown.ClickOnAsync("[data-testid=tool-deny-button]");
        Assert.Equal([true, false], _decided);
    }

    [Fact]
    public void Who_only_reads_is_not_asked()
    {
        var shown = Show(Call("approval-requested", """, "approval":{"id":"a1"}"""), canDecide: false);
        Assert.Empty(shown.FindAll("[data-testid=tool-approve-button]"));
        Assert.Contains("Not decided", shown.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("output-available", """, "output":{"sky":"<img src=x onerror=alert(1)>"}""", "Done")]
    [InlineData("output-error", """, "errorText":"<script>alert(1)</script>"}""", "Failed")]
    [InlineData("output-denied", "", "Denied")]
    public async Task What_came_of_it_is_text_and_nothing_else(string state, string rest, string says)
    {
        var shown = Show(Call(state, rest.TrimEnd('}') + (rest.Contains("output\"", StringComparison.Ordinal) ? "}" : "")));
        Assert.Contains(says, shown.Find(".state").TextContent, StringComparison.Ordinal);
        await shown.ClickOnAsync(".toggle");
        Assert.Empty(shown.FindAll("img, script"));
        Assert.Contains("San Francisco", shown.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_name_is_in_words()
    {
        Assert.Equal("Get weather", Show(Call("output-available", """, "output":1""")).Find(".name").TextContent);
    }

    private static ToolPart Call(string state, string rest)
    {
        var json = $$"""{"type":"tool-getWeather","toolCallId":"c1","state":"{{state}}","input":{"city":"San Francisco"}{{rest}}}""";
        return Assert.IsType<ToolPart>(MessagePart.From(JsonDocument.Parse(json).RootElement));
    }

    private IRenderedComponent<ToolCall> Show(ToolPart call, bool canDecide = true) => Render<ToolCall>(parameters => parameters
        .Add(component => component.Call, call)
        .Add(component => component.State, call.State)
        .Add(component => component.CanDecide, canDecide)
        .Add(component => component.OnDecide, _decided.Add));
}
