using Chatbot.LocalHosting.Topology;
using Microsoft.Extensions.Configuration;

namespace Chatbot.LocalHosting.Preflight;

/// <summary>Tries every server that was given instead of a started one, so that a wrong address or password is found now.</summary>
internal static class GivenServersCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    public static async Task RunAsync(IEnumerable<Resource> resources, IConfiguration configuration, CancellationToken cancellationToken)
    {
        // Three databases given by one POSTGRES_URL are one question.
        var given = resources.OfType<ConnectionStringResource>().Where(resource => resource.Value.Length > 0).DistinctBy(resource => resource.Value).ToList();
        var problems = await Task.WhenAll(given.Select(resource => ProblemAsync(resource, SettingOf(resource, configuration), cancellationToken)));
        var sentences = problems.OfType<string>().ToList();
        if (sentences.Count > 0) throw new StartException(string.Join(Environment.NewLine, sentences));
    }

    private static async Task<string?> ProblemAsync(ConnectionStringResource resource, string setting, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        try
        {
            var problem = resource.Name switch
            {
                "redis" => await GivenRedis.ProblemAsync(resource.Value, deadline.Token),
                "messaging" => await GivenRabbitMq.ProblemAsync(resource.Value, deadline.Token),
                "blobs" => GivenBlobs.Problem(resource.Value),
                _ => await GivenPostgres.ProblemAsync(resource.Value, deadline.Token),
            };
            return problem is null ? null : $"{setting} {problem}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"{setting} names a server that does not answer: check its host and port, and that a firewall lets this machine through.";
        }
        catch (FormatException exception)
        {
            return $"{setting} can't be read: {exception.Message}";
        }
    }

    // What the person wrote, not what it was mapped to.
    private static string SettingOf(ConnectionStringResource resource, IConfiguration configuration) =>
        configuration.GetChildren().FirstOrDefault(setting => setting.Value == resource.Value)?.Key ?? $"ConnectionStrings__{resource.Name}";
}
