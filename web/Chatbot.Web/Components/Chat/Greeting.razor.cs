using Chatbot.Web.Conversations;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace Chatbot.Web.Components.Chat;

/// <summary>An empty chat: a word, and a few things to ask.</summary>
public sealed partial class Greeting
{
    [Parameter]
    public EventCallback<string> OnAsk { get; set; }

    [Inject]
    private IOptions<SuggestionOptions> Options { get; set; } = null!;
}
