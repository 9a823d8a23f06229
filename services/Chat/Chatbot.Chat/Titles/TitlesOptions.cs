using System.ComponentModel.DataAnnotations;

namespace Chatbot.Chat.Titles;

/// <summary>Section <c>Titles</c>.</summary>
internal sealed class TitlesOptions
{
    /// <summary>False: a chat keeps its first words as its title.</summary>
    public bool Enabled { get; set; } = true;

    [Range(1, 120)]
    public double DeadlineSeconds { get; set; } = 20;
}
