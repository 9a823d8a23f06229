using Chatbot.Bench.Measuring;

namespace Chatbot.Bench.Fleet;

/// <summary>Shared control of LM Studio.</summary>
internal static class FleetGroup
{
    public static MeasurementGroup Group { get; } = new(
        "fleet",
        "loads, states on pages, hosts that hang or die, sharing",
        new Dictionary<string, string?>
        {
            // Guests of this product may do what it takes; no limit of messages stands between.
            ["Entitlements__guest__MessagesPerDay"] = "1000000",
            ["Entitlements__guest__Models__0"] = "*",
            ["Entitlements__guest__Permissions__0"] = "models:load",
            ["Entitlements__guest__Permissions__1"] = "models:unload",
            ["Entitlements__guest__Permissions__2"] = "hosts:manage",
            // The product's own simulated host loads at once.
            ["Simulator__LoadSecondsPerGigabyte"] = "0",
        },
        [
            new("load", "Load command accepted to LM Studio's load started", TimeSpan.FromMinutes(6), LoadStart.MeasureAsync),
            new("pages", "State change on a host to every open page", TimeSpan.FromMinutes(5), ChangeOnPages.MeasureAsync),
            new("hang", "Two of three hosts black-holed", TimeSpan.FromMinutes(2), HangingHosts.MeasureAsync),
            new("share", "100 requests over three unequal hosts", TimeSpan.FromMinutes(3), UnequalHosts.MeasureAsync),
            new("kill", "100 requests, one of three hosts killed", TimeSpan.FromMinutes(3), KilledHost.MeasureAsync),
            new("slot", "Two people on one slot", TimeSpan.FromMinutes(12), OneSlot.MeasureAsync),
        ]);
}
