using System.Globalization;
using Chatbot.Web.Conversations;
using Chatbot.Web.ModelCatalog;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Chat;

/// <summary>What an answer cost and how fast it came, for who wants to know.</summary>
public sealed partial class AnswerFigures
{
    private bool open;

    [Parameter, EditorRequired]
    public ChatMessage Message { get; set; } = null!;

    [CascadingParameter]
    private ModelFeed? Feed { get; set; }

    private IEnumerable<(string Name, string Value)> Rows
    {
        get
        {
            if (Message.Model is { } model) yield return (ChatTexts.FigureModel, Feed?.Find(model)?.Name ?? model);
            if (Message.Host is { Length: > 0 } host) yield return (ChatTexts.FigureHost, host);
            if (Message.Usage is not { } usage) yield break;
            if (usage.InputTokens is { } input) yield return (ChatTexts.FigureInput, Count(input));
            if (usage.OutputTokens is { } output) yield return (ChatTexts.FigureOutput, Count(output));
            if (usage.ReasoningTokens is > 0 and { } thought) yield return (ChatTexts.FigureThought, Count(thought));
            if (usage.TokensPerSecond is > 0 and { } speed) yield return (ChatTexts.FigureSpeed, string.Create(CultureInfo.InvariantCulture, $"{speed:0.0}"));
            if (usage.TimeToFirstTokenMs is { } first) yield return (ChatTexts.FigureFirst, string.Create(CultureInfo.InvariantCulture, $"{first / 1000:0.00} s"));
        }
    }

    private static string Count(long tokens) => tokens.ToString("N0", CultureInfo.InvariantCulture);
}
