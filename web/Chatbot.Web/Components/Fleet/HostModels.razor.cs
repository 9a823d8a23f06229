using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.ModelCatalog;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Fleet;

/// <summary>What is on a host's disk and not in its memory.</summary>
public sealed partial class HostModels
{
    private const int Few = 4;

    private bool all;

    [Parameter, EditorRequired]
    public IReadOnlyList<ModelEntry> Models { get; set; } = [];

    [Parameter, EditorRequired]
    public HostEntry Host { get; set; } = null!;

    [Parameter]
    public bool MayLoad { get; set; }

    [Parameter]
    public EventCallback<ModelAct> OnAct { get; set; }

    private List<ModelEntry> Waiting { get; set; } = [];

    private IEnumerable<ModelEntry> Shown => all ? Waiting : Waiting.Take(Few);

    protected override void OnParametersSet() => Waiting =
    [
        .. Models.Where(model =>
            model.Id != Host.Loading?.Model && Host.Instances.All(instance => instance.Model != model.Id) && Host.PendingLoads.All(pending => pending.Model != model.Id)),
    ];

    private static string Facts(ModelEntry model) => string.Join(" · ", new[]
    {
        model.Kind == "embedding" ? ModelTexts.Embedding : null,
        model.SizeBytes is > 0 and { } bytes ? ModelText.Size(bytes) : null,
        model.Quantization,
        model.MaxContextLength is { } most ? Sentence.Of(ModelTexts.ContextUpTo, ModelText.Tokens(most)) : null,
    }.Concat(ModelText.Capabilities(model)).Where(fact => !string.IsNullOrEmpty(fact)));
}
