using Chatbot.Chat.Conversations;
using Chatbot.Chat.Files;
using Chatbot.Chat.Models;
using Chatbot.Chat.Models.Routing;
using Chatbot.Chat.Streaming;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Tests.Support;

/// <summary>Several hosts, and the routing of one replica over them.</summary>
internal sealed class Fleet : HttpMessageHandler
{
    public const string Model = "vendor/shared";

    private readonly Dictionary<string, FakeHost> _hosts;
    private readonly ModelClients _models;

    public Fleet(ChatHost host, params FakeHost[] hosts)
    {
        _hosts = hosts.ToDictionary(one => $"agent-{one.Id}");
        var services = new ServiceCollection();
        services.AddHttpClient(ModelClients.Agent, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => this).SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        var http = services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>();
        var (options, time) = (Options.Create(new ModelsOptions()), TimeProvider.System);
        Table = new HostTable(options, new Registrations(time), time);
        Routes = new Routes(Table, new Placements(time), new RecentFailures(time));
        var router = new Router(Table, Routes, new Admission(http, time), host.Services.GetRequiredService<ConversationPlaces>(), options, time);
        _models = new ModelClients(http, router, host.Services.GetRequiredService<PromptFiles>(), options, time);
        foreach (var one in hosts)
        {
            Table.Apply(one.Report(one.Instances));
            Table.Apply(Reports.Inventory(one.Id, new[] { Model, "vendor/other" }.Where(one.Downloaded)));
        }
    }

    public HostTable Table { get; }

    public Routes Routes { get; }

    public static LocalTarget Anywhere { get; } = new($"lmstudio:{Model}", null, Model);

    /// <summary>As the hosts are now.</summary>
    public void ReportAll()
    {
        foreach (var one in _hosts.Values) Table.Apply(one.Report(one.Instances));
    }

    /// <summary>The answer, which is the id of the host that gave it; or the sentence that people read.</summary>
    public async Task<Outcome> AskAsync(LocalTarget? target = null, ConversationId? conversation = null, bool background = false, CancellationTokenSource? stop = null)
    {
        using var client = _models.For(target ?? Anywhere);
        var statuses = new List<ModelStatus>();
        var text = "";
        var options = new ChatOptions { AdditionalProperties = new() { [CallProperties.Person] = "somebody", [CallProperties.Background] = background } };
        if (conversation is { } id) options.AdditionalProperties[CallProperties.Conversation] = id;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop?.Token ?? default, TestContext.Current.CancellationToken);
        try
        {
            await foreach (var update in client.GetStreamingResponseAsync("Hello", options, either.Token))
            {
                statuses.AddRange(update.Contents.OfType<ModelStatusContent>().Select(content => content.Status));
                text += update.Text;
            }

            return new Outcome(text, null, statuses);
        }
        catch (ModelCallException exception)
        {
            return new Outcome(text, exception.Message, statuses);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        return await _hosts[request.RequestUri!.Host].HandleAsync(request, body, cancellationToken);
    }

    internal sealed record Outcome(string Answer, string? Error, IReadOnlyList<ModelStatus> Statuses);
}
