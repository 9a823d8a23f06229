using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.ModelCatalog;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Fleet;

/// <summary>What was asked for and what was decided, with what it was decided by.</summary>
public sealed partial class WhyView
{
    /// <summary>Null while it is being asked for.</summary>
    [Parameter]
    public OperationWhy? Why { get; set; }

    [Parameter]
    public string? Problem { get; set; }

    [Parameter]
    public DateTimeOffset Now { get; set; }

    private string Asked
    {
        get
        {
            var options = Why!.Request.Options;
            var wishes = new[]
            {
                options.ContextLength is { } context ? Sentence.Of(ModelTexts.Context, ModelText.Tokens(context)) : null,
                options.TtlSeconds is { } ttl ? Sentence.Of(FleetTexts.StaysForTime, OperationText.Duration(TimeSpan.FromSeconds(ttl))) : null,
                options.Pinned == true ? FleetTexts.Pinned : null,
                options.Force == true ? FleetTexts.Forced : null,
                options.InstanceId,
                options.Quantization,
            }.OfType<string>().ToList();
            var at = HostText.At(Why.Request.At, Now);
            return wishes.Count == 0 ? Sentence.Of(FleetTexts.AskedAt, at) : Sentence.Of(FleetTexts.AskedAtWith, at, string.Join(", ", wishes));
        }
    }
}
