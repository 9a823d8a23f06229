using Chatbot.ServiceDefaults.Errors;
using Chatbot.Web.Security;

namespace Chatbot.Web.Proxy;

/// <summary>Which service answers what at the web's origin. What stands nowhere here or on a route of our own is 404.</summary>
internal static class ProxyRoutes
{
    public static readonly ProxyRoute Keys = new("/api/keys/{**rest}", "auth", Surfaces.Auth);

    public static readonly ProxyRoute Users = new("/api/users/{**rest}", "auth", Surfaces.Admin);

    public static readonly IReadOnlyList<ProxyRoute> All =
    [
        new("/api/chat/{**rest}", "chat", Surfaces.Chat),
        new("/api/history", "chat", Surfaces.History),
        new("/api/vote", "chat", Surfaces.Vote),
        new("/api/document", "chat", Surfaces.Document),
        new("/api/suggestions", "chat", Surfaces.Suggestions),
        // A file of 20 MB with what frames it; a larger one is refused by the service, in its own words.
        new("/api/files/{**rest}", "chat", Surfaces.Files) { LargestBody = 64 * 1024 * 1024 },
        new("/api/export", "chat", Surfaces.Chat),
        // An archive of 100 MB with what frames it.
        new("/api/import/{**rest}", "chat", Surfaces.Chat) { LargestBody = 128 * 1024 * 1024 },
        new("/api/models/{**rest}", "catalog", Surfaces.Models),
        new("/api/lmstudio/{**rest}", "catalog", Surfaces.Models),
        new("/api/operations/{**rest}", "catalog", Surfaces.Operations),
        new("/api/hosts/{**rest}", "catalog", Surfaces.Hosts),
        new("/api/auth/session", "auth", Surfaces.Auth),
        Keys,
        Users,
        new("/v1/{**rest}", "chat", Surfaces.Chat),
        new("/agents/enrol", "catalog", Surfaces.Hosts, ProxyCaller.Agent, Door.Enrolment),
        new("/agents/{**rest}", "catalog", Surfaces.Hosts, ProxyCaller.Agent),
        new("/connect/token", "auth", Surfaces.Auth, ProxyCaller.Client, Door.Token),
        // The public keys by which agents check the chat's own tokens.
        new("/.well-known/openid-configuration", "auth", Surfaces.Auth, ProxyCaller.Agent),
        new("/.well-known/jwks", "auth", Surfaces.Auth, ProxyCaller.Agent),
    ];
}

/// <param name="Service">Resolved by service discovery.</param>
/// <param name="Surface">Of the errors that the web itself raises there.</param>
/// <param name="Door">Where who has proven nothing yet is counted.</param>
internal sealed record ProxyRoute(string Pattern, string Service, string Surface, ProxyCaller Caller = ProxyCaller.Person, Door? Door = null)
{
    /// <summary>In bytes; null is what the server takes by itself.</summary>
    public long? LargestBody { get; init; }
}

/// <summary>Who calls a route.</summary>
internal enum ProxyCaller
{
    /// <summary>With a session.</summary>
    Person,

    /// <summary>An agent on another machine, with what it proves itself by; the service checks it.</summary>
    Agent,

    /// <summary>An agent that asks for a token by its client's secret, and nothing else.</summary>
    Client,
}
