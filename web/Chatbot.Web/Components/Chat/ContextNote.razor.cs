using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Chat;

/// <summary>Said before a message is sent that the model could not read all of. Sending stays possible: the figures are estimates.</summary>
public sealed partial class ContextNote
{
    private const double Near = 0.85;

    // What English text comes to in the common tokenizers.
    private const double CharactersPerToken = 4;

    /// <summary>Tokens that the chat takes so far.</summary>
    [Parameter]
    public long? Used { get; set; }

    /// <summary>Characters of the message that is being written, and of the files that go with it.</summary>
    [Parameter]
    public int DraftLength { get; set; }

    /// <summary>Tokens that the chosen model can read; null where that is not known.</summary>
    [Parameter]
    public int? Limit { get; set; }

    /// <summary>An image is attached, and the chosen model cannot see any.</summary>
    [Parameter]
    public bool IsUnseen { get; set; }

    private double? Share => Limit is > 0 and { } limit ? ((Used ?? 0) + (DraftLength / CharactersPerToken)) / limit : null;

    private int Percent => (int)Math.Round((Share ?? 0) * 100);
}
