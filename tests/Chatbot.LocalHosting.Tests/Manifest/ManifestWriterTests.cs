using System.Text.Json.Nodes;
using Chatbot.LocalHosting.Manifest;
using Chatbot.LocalHosting.Topology;

namespace Chatbot.LocalHosting.Tests.Manifest;

public sealed class ManifestWriterTests
{
    private readonly DistributedApplicationBuilder _builder = TopologyFixture.Publish(("ConnectionStrings:given", "redis://somewhere"));

    [Fact]
    public void A_project_has_its_path_references_environment_and_bindings()
    {
        var server = _builder.AddPostgres("postgres").AddDatabase("chatdb");
        var other = _builder.AddProject<SampleProject>("other");
        var secret = _builder.AddParameter("key", new GenerateParameterDefault { MinLength = 32 }, secret: true, persist: true);
        _builder.AddProject<SampleProject>("chat").WithReference(server).WithReference(other).WithEnvironment("Key", secret)
            .WithEnvironment("Own", $"at {other.GetEndpoint("http")}").WithExternalHttpEndpoints();

        var chat = Written()["chat"]!;

        Assert.Equal("project.v0", (string?)chat["type"]);
        Assert.Equal("services/Chat/Chatbot.Chat/Chatbot.Chat.csproj", (string?)chat["path"]);
        Assert.Equal("{chatdb.connectionString}", (string?)chat["env"]!["ConnectionStrings__chatdb"]);
        Assert.Equal("{other.bindings.http.url}", (string?)chat["env"]!["services__other__http__0"]);
        Assert.Equal("{key.value}", (string?)chat["env"]!["Key"]);
        Assert.Equal("at {other.bindings.http.url}", (string?)chat["env"]!["Own"]);
        Assert.True((bool?)chat["bindings"]!["http"]!["external"]);
        Assert.Null(chat["env"]!["ASPNETCORE_ENVIRONMENT"]);
    }

    [Fact]
    public void A_generated_secret_says_how_long_it_is_and_nothing_else()
    {
        _builder.AddParameter("key", new GenerateParameterDefault { MinLength = 32 }, secret: true, persist: true);

        var input = Written()["key"]!["inputs"]!["value"]!;

        Assert.True((bool?)input["secret"]);
        Assert.Equal(32, (int?)input["default"]!["generate"]!["minLength"]);
    }

    [Fact]
    public void The_value_of_a_given_secret_is_not_written()
    {
        _builder.AddParameter("key", "do-not-tell", secret: true);
        _builder.AddConnectionString("given");

        var text = ManifestWriter.Write(_builder.Resources, Solution.Directory);

        Assert.DoesNotContain("do-not-tell", text, StringComparison.Ordinal);
        Assert.DoesNotContain("somewhere", text, StringComparison.Ordinal);
        Assert.Equal("parameter.v0", (string?)Written()["given"]!["type"]);
    }

    [Fact]
    public void What_is_for_development_alone_is_left_out()
    {
        _builder.AddProject<SampleProject>("simulator").ExcludeFromManifest();

        Assert.Null(Written()["simulator"]);
    }

    [Fact]
    public void A_container_has_image_arguments_volumes_and_bindings()
    {
        _builder.AddContainer("storage", "azurite", "3").WithArgs("--blob").WithVolume("files", "/data").WithHttpEndpoint(targetPort: 10000, name: "blob");

        var storage = Written()["storage"]!;

        Assert.Equal("azurite:3", (string?)storage["image"]);
        Assert.Equal("--blob", (string?)storage["args"]![0]);
        Assert.Equal("/data", (string?)storage["volumes"]![0]!["target"]);
        Assert.Equal(10000, (int?)storage["bindings"]!["blob"]!["targetPort"]);
    }

    private JsonNode Written() => JsonNode.Parse(ManifestWriter.Write(_builder.Resources, Solution.Directory))!["resources"]!;
}
