using System.Globalization;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.ModelCatalog;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Fleet;

/// <summary>A model in a host's memory: what it does, how long it stays, and what may be done with it.</summary>
public sealed partial class InstanceRow
{
    [Parameter, EditorRequired]
    public HostInstance Instance { get; set; } = null!;

    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>When it was so.</summary>
    [Parameter]
    public DateTimeOffset At { get; set; }

    [Parameter]
    public DateTimeOffset Now { get; set; }

    [Parameter]
    public bool MayLoad { get; set; }

    [Parameter]
    public bool MayUnload { get; set; }

    [Parameter]
    public EventCallback<ModelAct> OnAct { get; set; }

    private IEnumerable<string> Facts
    {
        get
        {
            if (ModelText.Context(Instance.ContextLength, Instance.RequestedContextLength) is { Length: > 0 } context) yield return context;
            yield return Instance.InFlight == 0 ? FleetTexts.Idle : Sentence.Of(FleetTexts.InFlight, Instance.InFlight);
            if (Instance.Queued > 0) yield return Sentence.Of(ModelTexts.Waiting, Instance.Queued);
            if (Instance.TokensPerSecond is { } speed) yield return Sentence.Of(FleetTexts.TokensPerSecond, speed.ToString("0.#", CultureInfo.InvariantCulture));
            if (Instance.MemoryBytes is { } bytes) yield return ModelText.Memory(bytes);
            if (Instance.LastUsedAt is { } used) yield return Sentence.Of(FleetTexts.LastUsed, HostText.Ago(used, Now));
        }
    }
}
