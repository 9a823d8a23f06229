using System.Text.RegularExpressions;
using Chatbot.LmStudio;

namespace Chatbot.LmStudioAgent.Hosts;

/// <summary>
/// Failures of LM Studio in our own words. Its words name files of its machine and lines of its code: they are for the log
/// alone.
/// </summary>
internal static partial class Sentences
{
    public static string Of(LmStudioException exception) => exception.Failure switch
    {
        LmStudioFailure.Unreachable => "LM Studio does not answer on this host. Please try again in a moment.",
        LmStudioFailure.Unauthorized => "LM Studio refuses the API token of this host.",
        LmStudioFailure.Unsupported => "The LM Studio on this host can't do that. Please update it.",
        LmStudioFailure.TimedOut => "LM Studio did not answer in time. Please try again.",
        LmStudioFailure.ModelNotFound => "LM Studio does not have this model on this host.",
        LmStudioFailure.InstanceNotFound => "The model is not loaded on this host any more.",
        LmStudioFailure.OutOfMemory => $"The model does not fit into the memory of this host.{Need(exception.Message)}",
        LmStudioFailure.DownloadFailed => "LM Studio could not download the model on this host. Please check its name, and the space on the disk.",
        LmStudioFailure.LoadFailed => "LM Studio could not load the model on this host.",
        _ => "LM Studio refused the request.",
    };

    // "... due to insufficient system resources. ... requires approximately 40.1 GB of memory ..."
    private static string Need(string said) => Figure().Match(said) is { Success: true } figure ? $" It requires approximately {figure.Groups[1].Value} GB." : "";

    [GeneratedRegex(@"requires approximately ([0-9]{1,6}(?:\.[0-9]{1,3})?) ?GB", RegexOptions.IgnoreCase)]
    private static partial Regex Figure();
}
