using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.ModelCatalog;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Fleet;

/// <summary>What was asked for by hand, newest first.</summary>
public sealed partial class OperationList
{
    private const int Page = 10;

    private int shown = Page;

    [Parameter, EditorRequired]
    public IReadOnlyList<Operation> Operations { get; set; } = [];

    [Parameter]
    public DateTimeOffset Now { get; set; }

    [Parameter]
    public EventCallback<Operation> OnCancel { get; set; }

    [Inject]
    private ModelFeed Models { get; set; } = null!;

    [Inject]
    private HostFeed Hosts { get; set; } = null!;

    [Inject]
    private ModelActions Actions { get; set; } = null!;

    [Inject]
    private PeopleNames Names { get; set; } = null!;

    private int RunningOf(Operation operation) =>
        Hosts.Find(operation.Host)?.Host.Instances.Where(instance => instance.Model == operation.Model).Sum(instance => instance.InFlight) ?? 0;

    // A model that is not there any more is called by its key.
    private string NameOf(string model) => Models.Find(model)?.Name ?? (ModelIds.TryParseLocal(model, out _, out var key) ? key : model);
}
