using System.Collections.Concurrent;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Agents;

namespace Chatbot.ModelCatalog.Hosts;

/// <summary>Refuses reports of agents that say to be where nobody can be asked, and says so once of each host.</summary>
internal sealed partial class AddressCheck(ILogger<AddressCheck> logger)
{
    // Whoever makes ids up does not fill the memory.
    private const int Remembered = 100;

    private readonly ConcurrentDictionary<string, byte> _told = [];

    public bool Passes(HostReported report)
    {
        if (AgentAddress.Mistake(report.AgentAddress, null) is not { } mistake) return true;
        if (_told.Count < Remembered && _told.TryAdd(report.HostId, 0)) LogRefused(report.HostId, mistake);
        return false;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The reports of host {Host} are not taken, for where its agent says that it is reached: {Mistake}")]
    private partial void LogRefused(string host, string mistake);
}
