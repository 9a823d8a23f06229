using Chatbot.ModelCatalog.Contracts;

namespace Chatbot.Web.Tests.Fakes;

internal static class FakeModels
{
    public static readonly ModelEntry Loaded = Local("qwen/qwen3-8b", "Qwen3 8B", PlaceStates.Loaded, 4_700_000_000, "Q4_K_M");
    public static readonly ModelEntry NotLoaded = Local("google/gemma-3-27b", "Gemma 3 27B", PlaceStates.NotLoaded, 16_400_000_000, "Q4_0");
    public static readonly ModelEntry Loading = Local("mistralai/mistral-small-3.2", "Mistral Small 3.2", PlaceStates.Loading, 13_900_000_000, "Q4_K_S", 0.42);
    public static readonly ModelEntry Offline = Local("deepseek/deepseek-r1-70b", "DeepSeek R1 70B", PlaceStates.Offline, 42_500_000_000, "Q4_K_M", host: "workstation");
    public static readonly ModelEntry Cloud = new(
        "chat-model", "Grok Vision", "Fast answers from the cloud", "gateway", "llm", PlaceStates.Ready, null, [], new ModelCapabilities(true, true, false), null, null, 131072, false);

    public static readonly ModelEntry Embedding = Local("nomic-embed", "Nomic Embed", PlaceStates.NotLoaded, 84_000_000, "F16") with { Kind = "embedding" };

    public static IReadOnlyList<ModelEntry> All => [Loaded, NotLoaded, Loading, Offline, Cloud, Embedding];

    public static ModelEntry Place(ModelEntry model, string state, double? progress = null) => model with
    {
        State = state,
        Progress = progress,
        Places = [model.Places[0] with { State = state, Progress = progress, ContextLength = Context(state), TtlRemainingSeconds = Ttl(state), Instances = state == PlaceStates.Loaded ? 1 : 0 }],
    };

    private static ModelEntry Local(string key, string name, string state, long size, string quantization, double? progress = null, string host = "studio") => new(
        ModelIds.Local(key), name, $"Local LM Studio model ({key})", "lmstudio", "llm", state, progress,
        [new ModelPlace(host, state, progress, state == PlaceStates.Loaded ? 1 : 0, Context(state), Ttl(state), false, 0)],
        new ModelCapabilities(false, true, false), size, quantization, 131072, host == "studio");

    private static int? Context(string state) => state == PlaceStates.Loaded ? 8192 : null;

    private static double? Ttl(string state) => state == PlaceStates.Loaded ? 3300 : null;
}
