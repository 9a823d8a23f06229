using System.Globalization;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.ModelCatalog;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Fleet;

/// <summary>Asks how a model is to be loaded, and says first whether it fits and what it would displace.</summary>
public sealed partial class LoadDialog : IDisposable
{
    private const string Pin = "pin";
    private const int Least = 256;

    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(300);
    private static readonly int[] Usual = [4096, 8192, 16_384, 32_768, 65_536, 131_072, 262_144];

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

    [Inject]
    private ModelFeed Feed { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private IEnumerable<int> Lengths => Model.MaxContextLength is { } most ? Usual.Where(length => length < most).Append(most) : Usual;

    private string? Problem => context switch
    {
        < Least => Sentence.Of(FleetTexts.ContextTooSmall, Least),
        { } length when length > Model.MaxContextLength => Sentence.Of(FleetTexts.ContextTooLarge, Model.MaxContextLength),
        _ => null,
    };

    private bool DoesNotFit => Kind == "no";

    private string Kind => Problem is not null ? "no" : isAsking || estimate is null ? "" : estimate switch
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

    private Task TypedAsync() => EstimateAsync(Rest);

    // Who types is asked for nothing until the figure stands.
    private async Task EstimateAsync(TimeSpan rest = default)
    {
        var question = ++asked;
        isAsking = Problem is null;
        if (Problem is not null) return;
        try
        {
            if (rest > TimeSpan.Zero) await Task.Delay(rest, Time, _gone.Token);
            if (question != asked) return;
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

    private string NameOf(string model) => Feed.Models.FirstOrDefault(entry => entry.Id == model || entry.Id.EndsWith($":{model}", StringComparison.Ordinal))?.Name ?? model;

    private Task LoadAsync() => isAsking || Problem is not null ? Task.CompletedTask : OnLoad.InvokeAsync(new LoadModelRequest(
        Model.Id,
        Host,
        int.TryParse(stay, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null,
        stay == Pin ? true : null,
        context));
}
