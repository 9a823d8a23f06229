using System.Text.Json.Nodes;
using Chatbot.LmStudioSimulator.Hosts;

namespace Chatbot.LmStudioSimulator.Socket;

/// <summary>A loaded instance as the WebSocket interface shows it.</summary>
internal static class SocketInstanceInfo
{
    public static JsonObject Of(SimulatedInstance instance, SimulatedHost host)
    {
        var info = SocketModelInfo.Of(instance.Model, host);
        info["identifier"] = instance.Identifier;
        info["instanceReference"] = instance.Reference;
        info["contextLength"] = instance.ContextLength;
        if (!host.Features.TimeToLiveInfo) return info;

        info["ttlMs"] = instance.Settings.TimeToLive?.TotalMilliseconds;
        // Milliseconds since 1970.
        info["lastUsedTime"] = instance.LastUsedAt?.ToUnixTimeMilliseconds();
        return info;
    }
}
