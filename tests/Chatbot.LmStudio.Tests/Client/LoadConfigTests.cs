using System.Text.Json;
using Chatbot.LmStudio.Sockets;

namespace Chatbot.LmStudio.Tests.Client;

/// <summary>The fields of a load, as LM Studio's own SDK 2.0.0 sends them.</summary>
public class LoadConfigTests
{
    private const string AutoFitOff =
        """{"key":"llm.load.llama.autoFit","value":false},{"key":"llm.load.mlx.autoFit","value":false},{"key":"llm.load.yuzu.autoFit","value":false},""";

    [Fact]
    public void All_settings_at_once()
    {
        var load = new LoadOptions("a/b", ContextLength: 8192)
        {
            Gpu = new GpuOptions { OffloadRatio = GpuOffload.Of(0.5), MainGpu = 0, DisabledGpus = [1], Split = GpuSplit.PriorityOrder },
            Parallel = 2,
            OffloadKvCacheToGpu = true,
            EvalBatchSize = 512,
            FlashAttention = true,
            Experts = 4,
        };

        Assert.Equal(
            "[" + AutoFitOff
            + """{"key":"load.gpuSplitConfig","value":{"strategy":"priorityOrder","disabledGpus":[1],"priority":[0],"customRatio":[]}},"""
            + """{"key":"llm.load.llama.acceleration.offloadRatio","value":0.5},{"key":"llm.load.numParallelSessions","value":2},"""
            + """{"key":"llm.load.offloadKVCacheToGpu","value":true},{"key":"llm.load.contextLength","value":8192},"""
            + """{"key":"llm.load.llama.evalBatchSize","value":512},{"key":"llm.load.llama.flashAttention","value":true},{"key":"llm.load.numExperts","value":4}]""",
            Fields(load));
    }

    [Fact]
    public void Nothing_asked_for_is_nothing_sent() => Assert.Equal("[]", Fields(new LoadOptions("a/b")));

    [Fact]
    public void What_says_nothing_of_place_or_context_leaves_LM_Studio_its_auto_fit()
    {
        Assert.Equal("""[{"key":"llm.load.numParallelSessions","value":1}]""", Fields(new LoadOptions("a/b") { Parallel = 1 }));
        Assert.Equal(
            """[{"key":"load.gpuSplitConfig","value":{"strategy":"evenly","disabledGpus":[2],"priority":[],"customRatio":[]}}]""",
            Fields(new LoadOptions("a/b") { Gpu = new GpuOptions { DisabledGpus = [2] } }));
    }

    [Fact]
    public void Words_of_offload_are_words()
    {
        Assert.Equal("[" + AutoFitOff + """{"key":"llm.load.llama.acceleration.offloadRatio","value":"max"}]""", Fields(Offloaded(GpuOffload.Max)));
        Assert.Equal("[" + AutoFitOff + """{"key":"llm.load.llama.acceleration.offloadRatio","value":"off"}]""", Fields(Offloaded(GpuOffload.Off)));
        Assert.Throws<ArgumentOutOfRangeException>(() => GpuOffload.Of(1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => GpuOffload.Of(double.NaN));
    }

    [Fact]
    public void Several_GPUs_may_be_weighed() => Assert.Equal(
        "[" + AutoFitOff + """{"key":"load.gpuSplitConfig","value":{"strategy":"custom","disabledGpus":[],"priority":[1,0],"customRatio":[3,1.5]}}]""",
        Fields(new LoadOptions("a/b") { Gpu = new GpuOptions { Split = GpuSplit.Custom, Priority = [1, 0], CustomRatio = [3, 1.5] } }));

    [Fact]
    public void An_embedding_model_has_keys_of_its_own_and_fewer() => Assert.Equal(
        """[{"key":"embedding.load.llama.acceleration.offloadRatio","value":0.25},{"key":"embedding.load.contextLength","value":512},{"key":"embedding.load.llama.evalBatchSize","value":64}]""",
        Fields(new LoadOptions("a/b", ModelKind.Embedding, ContextLength: 512) { Gpu = new GpuOptions { OffloadRatio = GpuOffload.Of(0.25) }, EvalBatchSize = 64, Parallel = 2, FlashAttention = true }));

    public static TheoryData<LoadOptions> Nonsense =>
    [
        new LoadOptions(""),
        new LoadOptions("a/b", ContextLength: 0),
        new LoadOptions("a/b") { Parallel = 0 },
        new LoadOptions("a/b") { Parallel = 1024 },
        new LoadOptions("a/b") { EvalBatchSize = 0 },
        new LoadOptions("a/b") { Experts = -1 },
        new LoadOptions("a/b") { Gpu = new GpuOptions { DisabledGpus = [-1] } },
        new LoadOptions("a/b") { Gpu = new GpuOptions { CustomRatio = [double.NaN] } },
    ];

    [Theory]
    [MemberData(nameof(Nonsense), DisableDiscoveryEnumeration = true)]
    public void Nonsense_is_refused_before_LM_Studio_is_silent_about_it(LoadOptions load) =>
        Assert.Equal(LmStudioFailure.Refused, Assert.Throws<LmStudioException>(load.Check).Failure);

    private static LoadOptions Offloaded(GpuOffload offload) => new("a/b") { Gpu = new GpuOptions { OffloadRatio = offload } };

    private static string Fields(LoadOptions load) =>
        JsonSerializer.SerializeToElement(LoadConfig.For(load), TolerantJson.Options).GetProperty("layers")[0].GetProperty("config").GetProperty("fields").GetRawText();
}
