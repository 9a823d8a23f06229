using Chatbot.Chat.Files;
using Chatbot.Chat.Models.Routing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Models;

/// <summary>The pipeline that asks a model: the provider's client inside, then one client for each concern.</summary>
internal sealed class ModelClients(IHttpClientFactory http, Router router, PromptFiles files, IOptions<ModelsOptions> options, TimeProvider time)
{
    public const string Cloud = "cloud";
    public const string Agent = "agent";

    private TimeSpan Idle => TimeSpan.FromSeconds(options.Value.IdleSeconds);

    /// <summary>With the files of the prompt put in once, outside of everything: whatever asks again asks with them.</summary>
    public IChatClient For(ModelTarget target) => new FilesClient(Asking(target), files, target.Sees);

    private IChatClient Asking(ModelTarget target) => target switch
    {
        CloudTarget cloud => Outer(isAsked: true, new OpenAiCompatibleClient(http.CreateClient(Cloud), cloud.BaseUrl, cloud.Model, cloud.ApiKey, Idle))
            .Use(inner => new TracingClient(inner, cloud.Model, time))
            .Build(),
        LocalTarget local => Outer(isAsked: false, new OpenAiCompatibleClient(http.CreateClient(Agent), null, local.ModelKey ?? local.Id, null, Idle))
            .Use(inner => new AdmissionClient(inner, router, local))
            .Use(inner => new ContextClient(inner))
            .Use(inner => new TracingClient(inner, local.ModelKey ?? local.Id, time))
            .Build(),
        _ => throw new ArgumentException($"No provider for {target.GetType().Name}.", nameof(target)),
    };

    // What is used first stands outermost; tracing stands innermost, so that a span is the call and not the queue before it.
    private ChatClientBuilder Outer(bool isAsked, IChatClient provider) => new ChatClientBuilder(provider)
        .Use(inner => new ResponseFormatClient(inner))
        .Use(inner => new MeteringClient(inner, new UsageMeter(time, isAsked)))
        .Use(inner => new ReasoningClient(inner));
}
