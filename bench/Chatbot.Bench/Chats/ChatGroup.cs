using Chatbot.Bench.Measuring;

namespace Chatbot.Bench.Chats;

/// <summary>What chatting costs beside LM Studio itself.</summary>
internal static class ChatGroup
{
    public static MeasurementGroup Group { get; } = new(
        "chat",
        "first token, pace, memory, bytes, /v1, lists, stop, start",
        new Dictionary<string, string?>
        {
            // No limit of messages stands between.
            ["Entitlements__guest__MessagesPerDay"] = "1000000",
            ["Entitlements__guest__Models__0"] = "*",
            ["Entitlements__guest__Permissions__0"] = "models:load",
            ["Entitlements__guest__Permissions__1"] = "models:unload",
            ["Entitlements__guest__Permissions__2"] = "hosts:manage",
            ["Entitlements__regular__MessagesPerDay"] = "1000000",
            ["Entitlements__regular__Models__0"] = "*",
            ["Entitlements__regular__Permissions__0"] = "hosts:manage",
        },
        [
            // First, in a chat service that has done nothing else yet.
            new("memory", "Memory of the chat service for each running answer", TimeSpan.FromMinutes(5), StreamMemory.MeasureAsync),
            new("first-token", "Time to first token through the whole chat path", TimeSpan.FromMinutes(9), FirstToken.MeasureAsync),
            new("pace", "Answers of 50 tokens/s at full pace", TimeSpan.FromMinutes(9), FullPace.MeasureAsync),
            new("bytes", "Bytes on the wire of 10,000 tokens", TimeSpan.FromMinutes(5), BytesOnWire.MeasureAsync),
            new("v1", "What /v1 adds to LM Studio's own", TimeSpan.FromMinutes(5), PassThrough.MeasureAsync),
            new("lists", "Chat lists among a million chats", TimeSpan.FromMinutes(15), LongLists.MeasureAsync),
            new("stop", "Stop to LM Studio's end of work", TimeSpan.FromMinutes(5), StopUpstream.MeasureAsync) { Settings = StopUpstream.TwoReplicas },
            // Last: it ends what runs.
            new("start", "dotnet run to a usable page", TimeSpan.FromMinutes(5), StartToPage.MeasureAsync),
        ]);
}
