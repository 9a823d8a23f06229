using System.Text.Json;
using Chatbot.LmStudio.Sockets;

namespace Chatbot.LmStudio.Tests.Client;

public class SocketWarningTests
{
    private static readonly string[] Unanswered = ["loadModel", "listLoaded"];

    [Theory]
    // A word in another word is not meant.
    [InlineData("""{"warning":"Received call to unknown endpoint, endpoint = listLoaded"}""", "listLoaded")]
    [InlineData("""{"warning":"unloadModel and listLoaded are unknown endpoints"}""", "listLoaded")]
    // Nothing named: every one of the sort has another way to go.
    [InlineData("""{"warning":"Something is wrong."}""", "loadModel listLoaded")]
    [InlineData("""{"warning":"Something is wrong.","kind":"rpcUnknown"}""", "loadModel listLoaded")]
    [InlineData("""{"warning":"Channel 4 is unknown.","kind":"channelUnknown"}""", "")]
    [InlineData("""{"kind":7}""", "loadModel listLoaded")]
    public void A_warning_concerns_the_calls_it_names(string warning, string expected) =>
        Assert.Equal(expected, string.Join(' ', new SocketWarning(Parse(warning)).Concerned("rpc", Unanswered, call => call)));

    [Theory]
    [InlineData("""{"warning":"endpoint = loadModel","kind":"channelEndpointUnknown"}""", true)]
    [InlineData("""{"warning":"Received channelCreate for unknown endpoint, endpoint = loadModel"}""", true)]
    [InlineData("""{"warning":"loadModel: expected a string","kind":"channelCreationParameterTypeError"}""", false)]
    [InlineData("""{"warning":"There is an unknown endpoint."}""", false)]
    public void Only_an_endpoint_that_is_named_as_unknown_is_missing(string warning, bool missing) =>
        Assert.Equal(missing, new SocketWarning(Parse(warning)).Unsupported("loadModel").IsMissing);

    private static JsonElement Parse(string json) => JsonSerializer.Deserialize<JsonElement>(json);
}
