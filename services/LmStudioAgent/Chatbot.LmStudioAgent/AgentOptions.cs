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

    /// <summary>What models may take together; null is what LM Studio's survey of the machine suggests.</summary>
    [Range(1L << 20, long.MaxValue)]
    public long? MemoryBudgetBytes { get; set; }

    /// <summary>Whether models that were loaded from LM Studio's own window may be unloaded to make room.</summary>
    public bool EvictForeign { get; set; }

    /// <summary>What the agent remembers over a restart.</summary>
    [Required]
    public string DataFolder { get; set; } = "";

    /// <summary>The origin of the chat that this agent serves from another machine; null where it is part of the installation.</summary>
    public Uri? Server { get; set; }

    /// <summary>The one-time token of the enrolment, needed at the first start only.</summary>
    public string? EnrolmentToken { get; set; }

    internal static string Slug(string name)
    {
        var slug = NotInSlug().Replace(name.ToLowerInvariant(), "-").Trim('-');
        return slug.Length > 0 ? slug : "host";
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotInSlug();
}
