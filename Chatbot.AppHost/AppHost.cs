// The whole topology, in the vocabulary of the Aspire hosting API. Engine.props says whether Aspire runs it, or
// hosting/Chatbot.LocalHosting, which has the same names for exactly the calls made here.
var builder = DistributedApplication.CreateBuilder(args);
var publishing = builder.ExecutionContext.IsPublishMode;

// Where a publication goes; at most one, because two compute environments make every publish throw.
var target = Setting("Target");
if (target == "compose") builder.AddDockerComposeEnvironment("compose");
else if (target == "k8s") builder.AddKubernetesEnvironment("k8s");

// The names under which people already keep these settings, mapped onto configuration here and nowhere else.
Map("POSTGRES_URL", "ConnectionStrings:authdb", "ConnectionStrings:chatdb", "ConnectionStrings:catalogdb");
Map("REDIS_URL", "ConnectionStrings:redis");
Map("RABBITMQ_URL", "ConnectionStrings:messaging");
Map("BLOB_CONNECTION_STRING", "ConnectionStrings:blobs");
Map("AUTH_SECRET", "Parameters:auth-secret");

// Servers: started, unless a connection string names one that is there already.
IResourceBuilder<PostgresServerResource>? postgres = null;
var redis = Given("redis") ? builder.AddConnectionString("redis") : builder.AddRedis("redis").WithDataVolume("chatbot-redis").WithPersistence();
var messaging = Given("messaging") ? builder.AddConnectionString("messaging") : builder.AddRabbitMQ("messaging").WithDataVolume("chatbot-messaging").WithManagementPlugin();

// Generated once and kept, unless given.
var (authSecret, catalogSecret, chatSecret, agentSecret) = (Secret("auth-secret"), Secret("catalog-secret"), Secret("chat-secret"), Secret("agent-secret"));

var auth = Uses(builder.AddProject<Projects.Chatbot_Auth>("auth"), Database("authdb"))
    .WithEnvironment("Auth__Secret", authSecret)
    .WithEnvironment("Clients__web__Secret", authSecret)
    .WithEnvironment("Clients__catalog__Secret", catalogSecret)
    .WithEnvironment("Clients__chat__Secret", chatSecret)
    .WithEnvironment("Clients__agent__Secret", agentSecret)
    .WithHttpHealthCheck("/health");

var catalog = Uses(builder.AddProject<Projects.Chatbot_ModelCatalog>("catalog"), Database("catalogdb"), redis, messaging)
    .WithReference(auth)
    .WithEnvironment("Auth__ClientSecret", catalogSecret)
    .WithHttpHealthCheck("/health");

// One agent, which finds its LM Studio, or one for each that the settings name.
var hosts = LmStudioHosts.Of(builder.Configuration, publishing);
var agents = builder.AddAgents(hosts, agent => Uses(agent, messaging)
    .WithReference(auth).WithReference(catalog)
    .WithEnvironment("Auth__ClientSecret", agentSecret)
    .WithHttpHealthCheck("/health"));

var chat = Uses(builder.AddProject<Projects.Chatbot_Chat>("chat"), Database("chatdb"), redis, messaging)
    .WithReference(auth)
    .WithEnvironment("Auth__ClientSecret", chatSecret)
    .WithHttpHealthCheck("/health")
    .WithReplicas(int.TryParse(Setting("CHAT_REPLICAS"), out var replicas) ? replicas : 1);
foreach (var agent in agents) chat.WithReference(agent);

// Files: an emulator here, Azure by the manifest, a container in Compose and Kubernetes, where the emulator does not follow.
if (publishing && target is not null && !Given("blobs"))
{
    var azurite = builder.AddContainer("storage", "mcr.microsoft.com/azure-storage/azurite", "3.37.0")
        .WithArgs("azurite-blob", "--blobHost", "0.0.0.0", "--location", "/data", "--skipApiVersionCheck")
        .WithVolume("chatbot-storage", "/data")
        .WithHttpEndpoint(targetPort: 10000, name: "blob");
    chat.WithEnvironment("ConnectionStrings__blobs", $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;BlobEndpoint={azurite.GetEndpoint("blob")}/devstoreaccount1;");
}
else
    Uses(chat, Given("blobs") ? builder.AddConnectionString("blobs") : builder.AddAzureStorage("storage").RunAsEmulator().AddBlobs("blobs"));

// Cloud models take part where their key is set, when publishing too: a parameter without value would be waited for.
Optional(chat, "AI_GATEWAY_API_KEY", secret: true);
Optional(chat, "AI_GATEWAY_BASE_URL");
Optional(chat, "GEMINI_API_KEY", secret: true);
if (Setting("AI_GATEWAY_API_KEY") is not null) catalog.WithEnvironment("CloudProviders__gateway", "true");
if (Setting("GEMINI_API_KEY") is not null) catalog.WithEnvironment("CloudProviders__google", "true");

var web = Uses(builder.AddProject<Projects.Chatbot_Web>("web"), redis)
    .WithReference(auth).WaitFor(auth).WithReference(catalog).WaitFor(catalog).WithReference(chat).WaitFor(chat)
    .WithEnvironment("Auth__Secret", authSecret).WithEnvironment("Auth__ClientSecret", authSecret)
    .WithHttpHealthCheck("/health")
    .WithExternalHttpEndpoints();

// The address of the web, here and in Compose, which would take a random port; an LM Studio for machines without one.
if (target == "compose") web.WithEndpoint("http", endpoint => endpoint.Port = 3000);
if (!publishing)
{
    web.WithEndpoint("http", endpoint =>
    {
        endpoint.Port = int.TryParse(Setting("WEB_PORT"), out var port) ? (port == 0 ? null : port) : 3000;
        endpoint.TargetHost = Setting("WEB_BIND") ?? "localhost";
    });
    if (Setting("WEB_BIND") is not null) web.WithEnvironment("AllowedHosts", "*"); // The page is meant for other names than localhost too.
    builder.AddSimulator(hosts, agents);
}

builder.Build().Run();

string? Setting(string key) => builder.Configuration[key] is { Length: > 0 } value ? value : null;
bool Given(string server) => Setting($"ConnectionStrings:{server}") is not null;

void Map(string name, params string[] keys)
{
    foreach (var key in keys.Where(key => Setting(key) is null && Setting(name) is not null)) builder.Configuration[key] = Setting(name);
}
IResourceBuilder<ParameterResource> Secret(string name) => builder.AddParameter(name, new GenerateParameterDefault { MinLength = 32 }, secret: true, persist: true);

IResourceBuilder<IResourceWithConnectionString> Database(string name) => Given(name)
    ? builder.AddConnectionString(name)
    : (postgres ??= builder.AddPostgres("postgres").WithDataVolume("chatbot-postgres")).AddDatabase(name);

void Optional(IResourceBuilder<ProjectResource> service, string name, bool secret = false)
{
    if (Setting(name) is not { } value) return;
    if (secret) service.WithEnvironment(name, builder.AddParameter(name.Replace('_', '-').ToLowerInvariant(), value, secret: true));
    else service.WithEnvironment(name, value);
}

// A server of someone else's is not ours to wait for: the service tries again by itself.
IResourceBuilder<ProjectResource> Uses(IResourceBuilder<ProjectResource> service, params IResourceBuilder<IResourceWithConnectionString>[] servers)
{
    foreach (var server in servers) service.WithReference(server);
    foreach (var started in servers.Where(server => !Given(server.Resource.Name))) service.WaitFor(started);
    return service;
}
