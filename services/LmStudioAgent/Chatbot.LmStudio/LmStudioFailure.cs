namespace Chatbot.LmStudio;

/// <summary>Why a call failed.</summary>
public enum LmStudioFailure
{
    /// <summary>Nothing answers at the address, or the connection was lost.</summary>
    Unreachable,

    /// <summary>The API token is missing or wrong.</summary>
    Unauthorized,

    /// <summary>This LM Studio does not have the endpoint, or not in a form that this client knows. Another way may work.</summary>
    Unsupported,

    /// <summary>It did not answer, or did not go on, in time.</summary>
    TimedOut,

    /// <summary>No downloaded model has this key.</summary>
    ModelNotFound,

    /// <summary>No loaded instance has this identifier.</summary>
    InstanceNotFound,

    /// <summary>The model does not fit into memory, or LM Studio's guardrails say so. Trying again changes nothing.</summary>
    OutOfMemory,

    /// <summary>The model could not be loaded for another reason.</summary>
    LoadFailed,

    /// <summary>LM Studio refused the request.</summary>
    Refused,

    /// <summary>The model could not be downloaded, or not to its end.</summary>
    DownloadFailed,

    /// <summary>LM Studio let another model answer than the one that was asked for, which is not loaded (any more).</summary>
    WrongModel,
}
