using System.Globalization;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.Clients;
using Chatbot.Web.ModelCatalog;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Fleet;

/// <summary>Who asked for what, how far it is, and why it was decided so.</summary>
public sealed partial class OperationRow : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private bool isOpen;
    private OperationWhy? why;
    private string? problem;

    [Parameter, EditorRequired]
    public Operation Operation { get; set; } = null!;

    /// <summary>Of the model, for people.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Parameter, EditorRequired]
    public string HostName { get; set; } = "";

    [Parameter, EditorRequired]
    public string Who { get; set; } = "";

    /// <summary>Answers that the model gives there.</summary>
    [Parameter]
    public int Running { get; set; }

    [Parameter]
    public DateTimeOffset Now { get; set; }

    /// <summary>It is their own, or they manage the host.</summary>
    [Parameter]
    public bool MayCancel { get; set; }

    [Parameter]
    public EventCallback<Operation> OnCancel { get; set; }

    [Inject]
    private CatalogClient Catalog { get; set; } = null!;

    private string What => OperationText.What(Operation, Name, HostName);

    private string Drawing => Operation switch
    {
        { Kind: "unload" } => "unload",
        { Kind: "download" } => "arrow-down",
        { Pinned: not null } => "lock",
        _ => "load",
    };

    private bool IsWaitingForAnswers => Running > 0 && Operation is { Kind: "unload", State: OperationStates.Running };

    // Nobody knows how far an unload is.
    private string? Share => Operation.Kind == "unload" ? null : Operation.Progress.ToString("0.000", CultureInfo.InvariantCulture);

    private string Facts => string.Join(" · ", new[]
    {
        Who,
        HostText.Ago(Operation.CreatedAt, Now),
        Operation is { StartedAt: { } start, EndedAt: { } end } ? Sentence.Of(FleetTexts.Took, OperationText.Duration(end - start)) : null,
    }.OfType<string>());

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task ToggleAsync()
    {
        isOpen = !isOpen;
        if (!isOpen) return;
        try
        {
            // Asked again each time: there may be more decisions by now.
            (why, problem) = (await Catalog.WhyAsync(Operation.Id, _gone.Token), null);
        }
        catch (ServiceFailure refusal)
        {
            problem = refusal.Message;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The row is gone.
        }
    }
}
