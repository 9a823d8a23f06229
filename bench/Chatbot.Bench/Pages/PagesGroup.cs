using Chatbot.Bench.Measuring;

namespace Chatbot.Bench.Pages;

/// <summary>What somebody at a browser sees of the product, and what it costs their line and the web.</summary>
internal static class PagesGroup
{
    public static MeasurementGroup Group { get; } = new(
        "pages",
        "opening, a long answer, the model search, memory, a long chat, the fleet, all in Chromium",
        new Dictionary<string, string?>
        {
            // No limit of messages stands between.
            ["Entitlements__guest__MessagesPerDay"] = "1000000",
            ["Entitlements__guest__Models__0"] = "*",
            ["Entitlements__guest__Permissions__0"] = "models:load",
            ["Entitlements__guest__Permissions__1"] = "models:unload",
            ["Entitlements__guest__Permissions__2"] = "hosts:manage",
        },
        [
            // First, in a web that has done little else yet.
            new("memory", "Memory of the web for each open page", TimeSpan.FromMinutes(8), PageMemory.MeasureAsync),
            new("open", "The first page to a usable message field", TimeSpan.FromMinutes(6), OpenedPage.MeasureAsync),
            new("answer", "An answer of 10,000 tokens in an open page", TimeSpan.FromMinutes(8), ReadAnswer.MeasureAsync),
            new("models", "The search among 200 models", TimeSpan.FromMinutes(6), ModelSearch.MeasureAsync),
            new("long", "A chat of 2,000 messages", TimeSpan.FromMinutes(6), LongChat.MeasureAsync),
            new("fleet", "The fleet of 20 hosts", TimeSpan.FromMinutes(6), FleetView.MeasureAsync),
        ]);
}
