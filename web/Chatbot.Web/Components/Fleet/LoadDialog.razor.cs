using System.Globalization;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.ModelCatalog;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Fleet;

/// <summary>Asks how a model is to be loaded, and says first whether it fits and what it would displace.</summary>
public sealed partial class LoadDialog : IDisposable
{
    private const string Pin = "pin";

    private readonly CancellationTokenSource _gone = new();
    private int asked;
    private int? context;
    private string stay = "";
    private bool isAsking = true;
    private HostEstimate? estimate;

    [Parameter, EditorRequired]
    public ModelEntry Model { get; set; } = null!;

    /// <summary>The host's id.</summary>
    [Parameter, EditorRequired]
    public string Host { get; set; } = "";

    [Parameter, EditorRequired]
    public string HostName { get; set; } = "";

    [Parameter]
    public EventCallback<LoadModelRequest> OnLoad { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Inject]
    private ModelActions Actions { get; set; } = null!;

    private string Kind => isAsking || estimate is null ? "" : estimate switch
    {
        { Fits: false } => "no",
        { WouldUnload.Count: > 0 } => "displaces",
        _ => "fits",
    };

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override Task OnInitializedAsync() => EstimateAsync();

    private async Task EstimateAsync()
    {
        if (context <= 0) context = null;
        var question = ++asked;
        isAsking = true;
        try
        {
            var answers = await Actions.EstimateAsync(Model.Id, Host, context, _gone.Token);
            // Another length was typed meanwhile: its answer counts.
            if (question != asked) return;
            estimate = answers.FirstOrDefault(answer => answer.Host == Host);
            isAsking = false;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The dialog is gone.
        }
    }

    private Task LoadAsync() => OnLoad.InvokeAsync(new LoadModelRequest(
        Model.Id,
        Host,
        int.TryParse(stay, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null,
        stay == Pin ? true : null,
        context));
}
