namespace Chatbot.LmStudioSimulator.Configuration;

/// <summary>What an LM Studio has or lacks; null is what its version has.</summary>
internal sealed class FeatureSwitches
{
    /// <summary><c>/api/v1</c>; without it those routes are unknown. Since 0.4.0.</summary>
    public bool? RestV1 { get; set; }

    /// <summary>The WebSocket namespaces. Always there.</summary>
    public bool? Sockets { get; set; }

    /// <summary><c>estimateModelUsage</c>. Since 0.3.27.</summary>
    public bool? Estimates { get; set; }

    /// <summary><c>getInstanceProcessingState</c>. Since 0.3.27.</summary>
    public bool? ProcessingState { get; set; }

    /// <summary><c>ttlMs</c> and <c>lastUsedTime</c> of an instance. Since 0.3.27.</summary>
    public bool? TimeToLiveInfo { get; set; }

    /// <summary><c>surveyHardware</c>. Since 0.4.0.</summary>
    public bool? Hardware { get; set; }

    /// <summary>Warnings say of which <c>kind</c> they are. Since 0.4.0.</summary>
    public bool? WarningKinds { get; set; }

    /// <summary><c>GET /lms-status</c>. Since 0.4.0.</summary>
    public bool? LmsStatus { get; set; }

    /// <summary>Models say <c>publisher</c>, <c>indexedModelIdentifier</c> and <c>deviceIdentifier</c>, without which the newest official client waits for ever. Since 0.4.0.</summary>
    public bool? NewModelFields { get; set; }
}
