using System.ComponentModel.DataAnnotations;

namespace Chatbot.Web.Security;

/// <summary>Section <c>Limits</c>: what one address may ask of us before we know who it is. In each replica of the web.</summary>
internal sealed class AnonymousLimits
{
    private const int Most = 1_000_000;

    /// <summary>Attempts to sign in or to register.</summary>
    [Range(1, Most)]
    public int SignInsPerMinute { get; set; } = 60;

    /// <summary>Guests made.</summary>
    [Range(1, Most)]
    public int GuestsPerHour { get; set; } = 600;

    /// <summary>Tokens that agents ask for; of one agent's account ten times as many, from wherever.</summary>
    [Range(1, Most)]
    public int TokensPerMinute { get; set; } = 60;

    /// <summary>Attempts to enrol an agent.</summary>
    [Range(1, Most)]
    public int EnrolmentsPerMinute { get; set; } = 10;

    /// <summary>API keys that turn out to be wrong.</summary>
    [Range(1, Most)]
    public int KeysPerMinute { get; set; } = 60;
}
