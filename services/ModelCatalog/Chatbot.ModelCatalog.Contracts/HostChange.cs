using System.ComponentModel.DataAnnotations;

namespace Chatbot.ModelCatalog.Contracts;

/// <summary>
/// Body of <c>PATCH /api/hosts/{id}</c>, answered by 200 and the <see cref="HostEntry"/>. What is left out stays as it is; null
/// gives it back to the agent's own configuration.
/// </summary>
public sealed record HostChange
{
    private readonly bool _givesName;
    private readonly bool _givesMemoryBudget;
    private readonly bool _givesEvictForeign;

    [StringLength(100, MinimumLength = 1)]
    public string? Name
    {
        get;
        init => (field, _givesName) = (value, true);
    }

    public bool? Draining { get; init; }

    /// <summary>What models may take together.</summary>
    [Range(1, 1L << 50)]
    public long? MemoryBudgetBytes
    {
        get;
        init => (field, _givesMemoryBudget) = (value, true);
    }

    /// <summary>Whether instances that somebody else loaded may be unloaded to make room.</summary>
    public bool? EvictForeign
    {
        get;
        init => (field, _givesEvictForeign) = (value, true);
    }

    /// <summary>The field is there, be it null. No properties: those would be fields of the body.</summary>
    public bool GivesName() => _givesName;

    public bool GivesMemoryBudget() => _givesMemoryBudget;

    public bool GivesEvictForeign() => _givesEvictForeign;
}
