using System.Globalization;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.Conversations;
using Chatbot.Web.ModelCatalog;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Fleet;

/// <summary>The load that runs on a host.</summary>
public sealed partial class LoadingRow
{
    [Parameter, EditorRequired]
    public HostLoading Loading { get; set; } = null!;

    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Parameter]
    public bool MayCancel { get; set; }

    [Parameter]
    public EventCallback OnCancel { get; set; }

    private string Share => Loading.Progress.ToString("0.000", CultureInfo.InvariantCulture);

    private string Facts => string.Join(" · ", new[]
    {
        Sentence.Of(ModelTexts.LoadingAt, StatusText.Percent(Loading.Progress)),
        Loading.RemainingSeconds is { } left ? Sentence.Of(FleetTexts.SecondsToGo, Math.Ceiling(left)) : null,
        Loading.Queued > 0 ? Sentence.Of(ModelTexts.Waiting, Loading.Queued) : null,
    }.OfType<string>());
}
