namespace Chatbot.Chat.Models.Routing;

/// <summary>How a model stands on a host.</summary>
internal enum Standing
{
    Loaded,

    /// <summary>It is being loaded, or a load of it is ahead.</summary>
    Coming,

    /// <summary>It is downloaded only.</summary>
    Cold,
}
