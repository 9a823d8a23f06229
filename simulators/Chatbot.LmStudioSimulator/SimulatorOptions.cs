using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Chatbot.LmStudioSimulator;

internal sealed class SimulatorOptions
{
    public const string Section = "Simulator";

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

    /// <summary>What the version calls answer.</summary>
    [Required]
    public string Version { get; set; } = "0.4.25";

    /// <summary>Replaces the script that comes with the simulator; see <c>Script/rules.json</c> for the shape.</summary>
    public string? RulesFile { get; set; }
}

internal sealed class ValidateSimulatorOptions : IValidateOptions<SimulatorOptions>
{
    public ValidateOptionsResult Validate(string? name, SimulatorOptions options) =>
        options.RulesFile is { Length: > 0 } file && !File.Exists(file)
            ? ValidateOptionsResult.Fail($"Simulator:RulesFile names '{file}', which is not there.")
            : ValidateOptionsResult.Success;
}
