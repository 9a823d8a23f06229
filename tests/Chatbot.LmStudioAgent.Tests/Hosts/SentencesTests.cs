using Chatbot.LmStudio;
using Chatbot.LmStudioAgent.Hosts;

namespace Chatbot.LmStudioAgent.Tests.Hosts;

public class SentencesTests
{
    [Theory]
    [InlineData("Model loading aborted due to insufficient system resources. This model requires approximately 40.5 GB of memory.", "The model does not fit into the memory of this host. It requires approximately 40.5 GB.")]
    [InlineData("out of memory at /Users/ada/engine/llama.cpp:211", "The model does not fit into the memory of this host.")]
    public void What_does_not_fit_says_how_much_it_needs_where_that_is_known(string said, string sentence) =>
        Assert.Equal(sentence, Sentences.Of(new LmStudioException(LmStudioFailure.OutOfMemory, said)));

    [Fact]
    public void Nothing_of_what_LM_Studio_said_is_told_whatever_failed() =>
        Assert.All(Enum.GetValues<LmStudioFailure>(), failure =>
            Assert.DoesNotContain("ada", Sentences.Of(new LmStudioException(failure, "/Users/ada/models/x.gguf")), StringComparison.Ordinal));
}
