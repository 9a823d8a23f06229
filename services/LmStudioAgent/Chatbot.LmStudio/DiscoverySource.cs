namespace Chatbot.LmStudio;

public enum DiscoverySource
{
    Configured,

    /// <summary>The usual port.</summary>
    Usual,

    /// <summary>The port that LM Studio keeps in its settings for the server that people switch on.</summary>
    Settings,

    /// <summary>LM Studio's local interface, for this machine alone: its server may be switched off.</summary>
    Local,
}
