using System.ComponentModel.DataAnnotations;
using Chatbot.LmStudioSimulator.Faults;

namespace Chatbot.LmStudioSimulator.Configuration;

/// <summary>One simulated host. The section <c>Simulator</c> is its settings, or what the entries of <c>Simulator:Hosts</c> start from.</summary>
internal sealed class StudioOptions
{
    public const string Section = "Simulator";

    /// <summary>Of the machine, for people and logs.</summary>
    [Required]
    public string Name { get; set; } = "LM Studio";

    /// <summary>On loopback, for an entry of <c>Hosts</c>; 0 is any free one, which <c>GET /simulator</c> tells.</summary>
    [Range(0, 65_535)]
    public int Port { get; set; }

    /// <summary>0 loads at once.</summary>
    [Range(0, 3600)]
    public double LoadSecondsPerGigabyte { get; set; } = 0.5;

    /// <summary>0 writes an answer at once.</summary>
    [Range(0, 1_000_000)]
    public double TokensPerSecond { get; set; } = 40;

    /// <summary>Time from a request to its first token, besides loading.</summary>
    [Range(0, 3_600_000)]
    public int PromptMilliseconds { get; set; } = 150;

    /// <summary>A request for a downloaded model loads it, as LM Studio does unless told otherwise.</summary>
    public bool JustInTimeLoading { get; set; } = true;

    /// <summary>Replaces the script that comes with the simulator; see <c>Script/rules.json</c> for the shape.</summary>
    public string? RulesFile { get; set; }

    /// <summary>Capacity for what does not fit into the GPU's memory.</summary>
    [Range(0, long.MaxValue)]
    public long RamBytes { get; set; } = 64L << 30;

    /// <summary>0 is a machine without a GPU.</summary>
    [Range(0, long.MaxValue)]
    public long VramBytes { get; set; } = 24L << 30;

    [Required]
    public string GpuName { get; set; } = "Simulated GPU";

    /// <summary>As LM Studio makes them, <c>sk-lm-XXXXXXXX:YYYYYYYYYYYYYYYYYYYY</c>; null asks for none.</summary>
    [RegularExpression("^sk-lm-[A-Za-z0-9]{8}:[A-Za-z0-9]{20}$", ErrorMessage = "The field ApiToken must be sk-lm-, 8 letters or digits, a colon and 20 letters or digits.")]
    public string? ApiToken { get; set; }

    /// <summary>Requests that an instance answers at the same time, unless its load says otherwise.</summary>
    [Range(1, 1_000)]
    public int Parallel { get; set; } = 4;

    /// <summary>What is downloaded; empty, and without <see cref="ModelCount"/>, is the three models of the shipped simulator.</summary>
    public List<ModelOptions> Models { get; set; } = [];

    /// <summary>So many models are made up instead, always the same ones.</summary>
    [Range(0, 10_000)]
    public int ModelCount { get; set; }

    /// <summary>What can be downloaded besides; empty is a few of the shipped simulator.</summary>
    public List<ModelOptions> Catalog { get; set; } = [];

    /// <summary>0 downloads at once.</summary>
    [Range(0, double.MaxValue)]
    public double DownloadBytesPerSecond { get; set; } = 250e6;

    /// <summary>What the version calls answer, and which interfaces there are: those of that version, unless <see cref="Has"/> says otherwise.</summary>
    [Required]
    [RegularExpression(@"^\d+\.\d+\.\d+", ErrorMessage = "The field Version must be like 0.4.25.")]
    public string Version { get; set; } = "0.4.25";

    public FeatureSwitches Has { get; set; } = new();

    /// <summary>Those of the start; <c>/simulator/faults</c> changes them.</summary>
    public FaultSet Faults { get; set; } = new();
}
