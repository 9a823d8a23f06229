using Chatbot.LocalHosting.Running;
using Chatbot.LocalHosting.Topology;

namespace Chatbot.LocalHosting.Tests.Running;

public sealed class ServiceEnvironmentTests
{
    private readonly DistributedApplicationBuilder _builder = TopologyFixture.Run(("ConnectionStrings:messaging", "amqp://somewhere"), ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317"));

    [Fact]
    public async Task Connection_strings_and_addresses_have_the_names_that_Aspire_gives_them()
    {
        var postgres = _builder.AddPostgres("postgres");
        var other = _builder.AddProject<SampleProject>("other");
        var chat = _builder.AddProject<SampleProject>("chat")
            .WithReference(postgres.AddDatabase("chatdb")).WithReference(_builder.AddConnectionString("messaging")).WithReference(other);

        var environment = await ComposeAsync(chat);

        var port = postgres.Resource.Endpoints[0].AllocatedPorts[0];
        Assert.Equal($"Host=127.0.0.1;Port={port};Username=postgres;Password={postgres.Resource.Password.Value};Database=chatdb", environment["ConnectionStrings__chatdb"]);
        Assert.Equal("amqp://somewhere", environment["ConnectionStrings__messaging"]);
        Assert.Equal(other.GetEndpoint("http").Url, environment["services__other__http__0"]);
        Assert.Equal(chat.GetEndpoint("http").Url, environment["ASPNETCORE_URLS"]);
        Assert.Equal("chat", environment["OTEL_SERVICE_NAME"]);
        Assert.Equal("Development", environment["ASPNETCORE_ENVIRONMENT"]);
    }

    [Fact]
    public async Task Every_replica_has_an_address()
    {
        var chat = _builder.AddProject<SampleProject>("chat").WithReplicas(2);
        var web = _builder.AddProject<SampleProject>("web").WithReference(chat);

        var environment = await ComposeAsync(web);
        var second = await ServiceEnvironment.ComposeAsync(chat.Resource, 1, "/data/chat", TestContext.Current.CancellationToken);

        Assert.Equal(second["ASPNETCORE_URLS"], environment["services__chat__http__1"]);
        Assert.NotEqual(environment["services__chat__http__0"], environment["services__chat__http__1"]);
    }

    [Fact]
    public async Task A_port_that_is_told_by_a_variable_is_not_listened_on_besides()
    {
        var chat = _builder.AddProject<SampleProject>("chat").WithHttpEndpoint(name: "other", env: "Other__Port");

        var environment = await ComposeAsync(chat);

        Assert.Equal(chat.GetEndpoint("http").Url, environment["ASPNETCORE_URLS"]);
        Assert.EndsWith($":{environment["Other__Port"]}", chat.GetEndpoint("other").Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_with_addresses_and_secrets_is_put_together()
    {
        var secret = _builder.AddParameter("key", "s3cret", secret: true);
        var chat = _builder.AddProject<SampleProject>("chat");
        chat.WithEnvironment("Own", $"{chat.GetEndpoint("http")}/?key={secret}");

        var environment = await ComposeAsync(chat);

        Assert.Equal($"{chat.GetEndpoint("http").Url}/?key=s3cret", environment["Own"]);
    }

    [Fact]
    public async Task Telemetry_goes_where_the_settings_say()
    {
        var chat = _builder.AddProject<SampleProject>("chat");

        Assert.Equal("http://collector:4317", (await ComposeAsync(chat))["OTEL_EXPORTER_OTLP_ENDPOINT"]);
    }

    private async Task<IReadOnlyDictionary<string, string?>> ComposeAsync(IResourceBuilder<ProjectResource> project)
    {
        foreach (var parameter in _builder.Resources.OfType<ParameterResource>()) parameter.Value ??= parameter.Default!.GetDefaultValue();
        PortAllocation.Allocate(_builder.Resources, new FreePorts());
        Telemetry.PassOn(_builder.Resources.OfType<ProjectResource>(), _builder.Configuration);
        return await ServiceEnvironment.ComposeAsync(project.Resource, 0, "/data", TestContext.Current.CancellationToken);
    }
}
