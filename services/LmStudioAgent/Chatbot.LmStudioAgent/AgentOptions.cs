using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace Chatbot.LmStudioAgent;

/// <summary>Section <c>Agent</c>.</summary>
internal sealed partial class AgentOptions
{
    /// <summary>The host's slug in queue names and model ids; the machine's name by default.</summary>
    [Required, RegularExpression("[a-z0-9-]+", ErrorMessage = "Agent:HostId may hold a to z, 0 to 9 and hyphens.")]
    public string HostId { get; set; } = Slug(Environment.MachineName);

    /// <summary>For people.</summary>
    [Required]
    public string Name { get; set; } = Environment.MachineName;

    /// <summary>Where the chat service reaches this agent; its own address by default.</summary>
    public Uri? PublicAddress { get; set; }

    /// <summary>Idle time after which a model is unloaded where nobody said another.</summary>
    [Range(10, 604_800)]
    public int DefaultTtlSeconds { get; set; } = 3600;

    /// <summary>Requests an instance gets at once.</summary>
    [Range(1, 64)]
    public int Parallel { get; set; } = 4;

    internal static string Slug(string name)
    {
        var slug = NotInSlug().Replace(name.ToLowerInvariant(), "-").Trim('-');
        return slug.Length > 0 ? slug : "host";
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotInSlug();
}
