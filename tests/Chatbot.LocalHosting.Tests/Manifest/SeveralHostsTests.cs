using System.Text.Json.Nodes;

namespace Chatbot.LocalHosting.Tests.Manifest;

public sealed class SeveralHostsTests
{
    [Fact]
    public async Task Each_LM_Studio_has_an_agent_with_its_own_address_and_secret()
    {
        var written = await AppHostManifest.WriteAsync(
            ("LMSTUDIO_BASE_URLS", "desk=http://192.168.1.5:1234,http://localhost:1235"),
            ("LmStudio__Hosts__desk__ApiKey", "do-not-tell"),
            ("LmStudio__Hosts__desk__MemoryBudgetBytes", "17179869184"));

        Assert.True(written.ExitCode == 0, written.Error);
        var resources = JsonNode.Parse(written.Text!)!["resources"]!;
        var (desk, second, chat) = (resources["agent-desk"]!["env"]!, resources["agent-host-2"]!["env"]!, resources["chat"]!["env"]!);
        Assert.Null(resources["agent"]);
        Assert.Equal(("desk", "http://192.168.1.5:1234", "17179869184"), ((string?)desk["Agent__HostId"], (string?)desk["LMSTUDIO_BASE_URL"], (string?)desk["Agent__MemoryBudgetBytes"]));
        Assert.Equal(("host-2", "http://localhost:1235"), ((string?)second["Agent__HostId"], (string?)second["LMSTUDIO_BASE_URL"]));
        Assert.Equal("{lmstudio-api-key-desk.value}", (string?)desk["LMSTUDIO_API_KEY"]);
        Assert.Null(second["LMSTUDIO_API_KEY"]);
        Assert.Equal("{agent-desk.bindings.http.url}", (string?)desk["Agent__PublicAddress"]);
        Assert.Equal("{agent-host-2.bindings.http.url}", (string?)chat["services__agent-host-2__http__0"]);
        Assert.DoesNotContain("do-not-tell", written.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_malformed_address_is_a_sentence_and_nothing_is_written()
    {
        var written = await AppHostManifest.WriteAsync(("LMSTUDIO_BASE_URLS", "desk=192.168.1.5:1234,desk=http://two:1234"));

        Assert.Equal(1, written.ExitCode);
        Assert.Null(written.Text);
        Assert.StartsWith("LMSTUDIO_BASE_URLS names 'desk' twice", written.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(" at Chatbot", written.Error, StringComparison.Ordinal);
    }
}
