using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.Conversations;

namespace Chatbot.Web.ModelCatalog;

/// <summary>An operation in words.</summary>
internal static class OperationText
{
    public static string What(Operation operation, string model, string host) => Sentence.Of(
        operation switch
        {
            { Kind: "unload" } => FleetTexts.UnloadOf,
            { Kind: "download" } => FleetTexts.DownloadOf,
            { Pinned: true } => FleetTexts.KeepOf,
            { Pinned: false } => FleetTexts.LetGoOf,
            _ => FleetTexts.LoadOf,
        },
        model,
        host);

    /// <param name="running">Answers that the model gives just now: an unload waits for them.</param>
    public static string State(Operation operation, int running) => operation.State switch
    {
        OperationStates.Running when operation.Kind == "unload" => running switch
        {
            0 => FleetTexts.StateRunning,
            1 => FleetTexts.StateWaitsForOne,
            _ => Sentence.Of(FleetTexts.StateWaitsForMany, running),
        },
        OperationStates.Pending or OperationStates.Dispatched => FleetTexts.StateWaiting,
        OperationStates.Running => StatusText.Percent(operation.Progress),
        OperationStates.Succeeded => FleetTexts.StateDone,
        OperationStates.Failed => operation.Reason is { Length: > 0 } reason ? Sentence.Of(FleetTexts.StateFailedOf, Reason(reason)) : FleetTexts.StateFailed,
        OperationStates.Cancelled => FleetTexts.StateCancelled,
        OperationStates.Expired => FleetTexts.StateExpired,
        var other => other,
    };

    public static string Duration(TimeSpan time) => time.TotalSeconds switch
    {
        < 10 and var seconds => Sentence.Of(FleetTexts.Seconds, Math.Round(Math.Max(0, seconds), 1)),
        < 120 and var seconds => Sentence.Of(FleetTexts.Seconds, Math.Round(seconds)),
        var seconds => Sentence.Of(FleetTexts.Minutes, Math.Round(seconds / 60)),
    };

    // Typed reasons are words with underscores: readable where there is no better text for them.
    private static string Reason(string reason) => reason switch
    {
        "out_of_memory" => FleetTexts.ReasonMemory,
        "model_not_found" => FleetTexts.ReasonModel,
        "host_offline" => FleetTexts.ReasonOffline,
        "lmstudio_unreachable" => FleetTexts.ReasonUnreachable,
        "timed_out" => FleetTexts.ReasonTime,
        _ => reason.Replace('_', ' '),
    };
}
