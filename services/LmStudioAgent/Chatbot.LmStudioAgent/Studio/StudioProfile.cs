using Chatbot.LmStudio;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.LmStudioAgent.Studio;

/// <summary>What LM Studio and its machine are, looked at once for each connection.</summary>
/// <param name="Limits">A sentence for people where this LM Studio lacks something; else null.</param>
/// <param name="Hardware">Null where it does not say.</param>
/// <param name="ModelBytes">Memory for models that the hardware suggests; null where it does not say.</param>
internal sealed record StudioProfile(string? Version, string? Limits, HardwareReport? Hardware, long? ModelBytes)
{
    /// <summary>Whether a look at the instances costs next to nothing.</summary>
    public bool WebSocket { get; private init; }

    // What is left to the system and to everything else, on a card and in the machine's own memory.
    private const double OfVram = 0.95;
    private const double OfRam = 0.75;
    private const double OfRamBesideVram = 0.5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static async Task<StudioProfile> LookAsync(LmStudioClient client, CancellationToken cancellationToken)
    {
        var capabilities = await client.DetectAsync(cancellationToken);
        var survey = capabilities.WebSocket ? await SurveyAsync(client, cancellationToken) : null;
        var hardware = survey is null ? null : new HardwareReport(survey.Cpu, survey.RamBytes, [.. survey.Gpus.Select(gpu => new GpuReport(gpu.Name, gpu.MemoryBytes))]);
        return new StudioProfile(capabilities.Version, LimitsOf(capabilities), hardware, BytesFor(survey)) { WebSocket = capabilities.WebSocket };
    }

    /// <summary>Why nobody greets from there.</summary>
    public static async Task<(string Health, string Detail)> WhyNotAsync(LmStudioClient client, TimeProvider time, CancellationToken cancellationToken)
    {
        var address = client.Options.BaseUrl;
        var silent = (LmStudioHealth.Unreachable, $"LM Studio does not answer at {address}. Start it, and switch its server on.");
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await client.DetectAsync(either.Token);
            return silent;
        }
        catch (LmStudioException exception) when (exception.Failure == LmStudioFailure.Unsupported)
        {
            return (LmStudioHealth.Unsupported, $"Something answers at {address}, but it is no LM Studio. Please check the address.");
        }
        catch (LmStudioException exception) when (exception.Failure == LmStudioFailure.Unreachable)
        {
            return silent;
        }
        catch (Exception exception) when (exception is LmStudioException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (LmStudioHealth.Unreachable, $"Something takes connections at {address}, but does not answer. If it is LM Studio, please restart it.");
        }
    }

    /// <summary>
    /// An integrated GPU shares the machine's memory; a card has its own, and what does not fit there runs, slower, from the
    /// machine's.
    /// </summary>
    public static long? BytesFor(HardwareSurvey? survey)
    {
        if (survey is null) return null;
        var vram = survey.Gpus.Sum(gpu => gpu.MemoryBytes ?? 0);
        if (survey.RamBytes is not { } ram) return vram > 0 ? (long)(vram * OfVram) : null;
        var shared = vram == 0 || (survey.Gpus.Count == 1 && vram > ram * 0.6 && vram <= ram);
        return (long)(shared ? ram * OfRam : (vram * OfVram) + (ram * OfRamBesideVram));
    }

    private static async Task<HardwareSurvey?> SurveyAsync(LmStudioClient client, CancellationToken cancellationToken)
    {
        try
        {
            return await client.SurveyHardwareAsync(cancellationToken);
        }
        catch (LmStudioException)
        {
            // Without it, LM Studio alone judges what fits.
            return null;
        }
    }

    private static string? LimitsOf(LmStudioCapabilities capabilities) => capabilities switch
    {
        // Found at the interface for its own tools, which is up without the server.
        { WebSocket: true, RestV1: false, RestV0: false } => "LM Studio's server seems to be switched off: models can be loaded, but answer nothing. Please switch it on.",
        { WebSocket: true } => null,
        { RestV1: true } => "This LM Studio shows no progress of a load and can't stop one.",
        _ => "This LM Studio is old: a model is loaded by the first request for it, without progress, and can't be unloaded from here. Please update it.",
    };
}
