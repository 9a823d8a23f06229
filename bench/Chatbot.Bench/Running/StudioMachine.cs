using Chatbot.Bench.Talking;

namespace Chatbot.Bench.Running;

/// <summary>A simulated LM Studio and its agent, as processes beside the product's own.</summary>
internal sealed class StudioMachine(MachineSettings settings, RunningProcess agent, RunningProcess simulator, Studio studio)
{
    public string Id => settings.Id;

    public MachineSettings Settings => settings;

    public Studio Studio => studio;

    public RunningProcess Agent => agent;

    /// <summary>May be shared with others.</summary>
    public RunningProcess Simulator => simulator;

    /// <summary>As when its plug is pulled.</summary>
    public async Task KillAsync()
    {
        await Task.WhenAll(agent.KillAsync(), simulator.KillAsync());
    }
}
