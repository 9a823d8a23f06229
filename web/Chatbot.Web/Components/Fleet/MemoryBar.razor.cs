using System.Globalization;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.ModelCatalog;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Fleet;

/// <summary>The memory that models may take together, and what each takes. Widths are attributes of a drawing: the page allows no inline style.</summary>
public sealed partial class MemoryBar
{
    [Parameter, EditorRequired]
    public HostMemory? Memory { get; set; }

    [Parameter]
    public IReadOnlyList<HostInstance> Instances { get; set; } = [];

    private bool IsOver => Memory!.UsedBytes > Memory.BudgetBytes;

    private string Used => Sentence.Of(Memory!.Source == "configured" ? FleetTexts.UsedOfBudget : FleetTexts.UsedOfMemory, ModelText.Memory(Memory.UsedBytes), ModelText.Memory(Memory.BudgetBytes));

    private string Free => Sentence.Of(FleetTexts.FreeNow, ModelText.Memory(Math.Max(0, Memory!.BudgetBytes - Memory.UsedBytes)));

    private string Spoken => $"{Used}, {Free}";

    // What is in use beyond the instances that are told (one being loaded, or those that this person does not see) stands last.
    private IEnumerable<(string Id, long Bytes, string X, string Width)> Pieces
    {
        get
        {
            var whole = (double)Math.Max(Memory!.BudgetBytes, Math.Max(1, Memory.UsedBytes));
            var at = 0L;
            foreach (var instance in Instances.Where(instance => instance.MemoryBytes > 0))
            {
                yield return (instance.Id, instance.MemoryBytes!.Value, Share(at, whole), Share(instance.MemoryBytes.Value, whole));
                at += instance.MemoryBytes.Value;
            }

            if (Memory.UsedBytes - at is > 0 and var rest) yield return (FleetTexts.Other, rest, Share(at, whole), Share(rest, whole));
        }
    }

    private static string Share(long bytes, double whole) => string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp(bytes / whole, 0, 1) * 100:0.##}%");
}
