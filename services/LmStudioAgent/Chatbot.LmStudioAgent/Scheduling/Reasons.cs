using Chatbot.LmStudio;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.LmStudioAgent.Scheduling;

/// <summary>Failures in the words of the contract.</summary>
internal static class Reasons
{
    public static string Of(LmStudioFailure failure) => failure switch
    {
        LmStudioFailure.Unreachable => FailureReasons.LmStudioUnreachable,
        LmStudioFailure.TimedOut => FailureReasons.TimedOut,
        LmStudioFailure.ModelNotFound => FailureReasons.ModelNotFound,
        LmStudioFailure.InstanceNotFound => FailureReasons.InstanceNotFound,
        LmStudioFailure.OutOfMemory => FailureReasons.OutOfMemory,
        LmStudioFailure.LoadFailed => FailureReasons.LoadFailed,
        LmStudioFailure.DownloadFailed => FailureReasons.DownloadFailed,
        LmStudioFailure.Unsupported => FailureReasons.NotSupported,
        _ => FailureReasons.LmStudioRefused,
    };

    public static string Of(LmStudioReport away) =>
        away.Health == LmStudioHealth.Unauthorized ? FailureReasons.LmStudioRefused : FailureReasons.LmStudioUnreachable;

    public static string Sentence(LmStudioReport away) => away.Detail ?? "LM Studio does not answer on this host.";
}
