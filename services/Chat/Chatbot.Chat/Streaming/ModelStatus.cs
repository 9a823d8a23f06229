namespace Chatbot.Chat.Streaming;

/// <summary>How far the model is before and while it answers, <c>data-model-status</c>.</summary>
/// <param name="Phase"><c>queued</c>, <c>loading</c>, <c>prompt</c> or <c>generating</c>.</param>
/// <param name="Position">1 is next.</param>
/// <param name="Progress">0 to 1.</param>
/// <param name="Host">The host's slug; null for a cloud model.</param>
internal sealed record ModelStatus(string Phase, int? Position = null, double? EtaSeconds = null, double? Progress = null, string? Host = null)
{
    public const string Queued = "queued";
    public const string Loading = "loading";
    public const string Prompt = "prompt";
    public const string Generating = "generating";
}
