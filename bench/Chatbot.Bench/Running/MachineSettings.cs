using System.Globalization;

namespace Chatbot.Bench.Running;

/// <summary>A machine with LM Studio to be simulated, whose loads take no time.</summary>
/// <param name="Id">The host's slug.</param>
/// <param name="TokensPerSecond">Of each answer; 0 is at once.</param>
/// <param name="Parallel">Requests that an instance takes at once.</param>
/// <param name="MemoryBytes">For models; the agent's budget and what the simulator has.</param>
internal sealed record MachineSettings(string Id, IReadOnlyList<ModelFile> Models, double TokensPerSecond = 0, int Parallel = 4, long MemoryBytes = 64L << 30)
{
    public int Port { get; } = LocalPorts.Next();

    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>For the simulator's command line.</summary>
    public IEnumerable<string> ForSimulator()
    {
        var host = $"--Simulator:Hosts:{Id}";
        yield return $"{host}:Port={Port}";
        yield return string.Create(CultureInfo.InvariantCulture, $"{host}:TokensPerSecond={TokensPerSecond}");
        yield return $"{host}:Parallel={Parallel}";
        yield return $"{host}:VramBytes=0";
        yield return $"{host}:RamBytes={MemoryBytes}";
        foreach (var (index, model) in Models.Index())
        {
            yield return $"{host}:Models:{index}:Key={model.Key}";
            yield return $"{host}:Models:{index}:SizeBytes={model.SizeBytes}";
        }
    }

    /// <summary>For the agent's.</summary>
    public IEnumerable<string> ForAgent(Uri listens, string folder) =>
    [
        $"--urls={listens}",
        $"--Agent:HostId={Id}",
        $"--Agent:Name={Id}",
        $"--Agent:PublicAddress={listens}",
        $"--Agent:Parallel={Parallel}",
        $"--Agent:MemoryBudgetBytes={MemoryBytes}",
        $"--DATA_FOLDER={folder}",
        $"--LMSTUDIO_BASE_URL={Address}",
    ];
}

internal sealed record ModelFile(string Key, long SizeBytes = 4_000_000_000);
