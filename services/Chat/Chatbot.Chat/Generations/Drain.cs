using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Generations;

/// <summary>On SIGTERM no work is taken, running answers get a time to finish, and then their seam is marked; those of which nothing is visible yet are left to another replica.</summary>
internal sealed class Drain(LiveGenerations live, IHostApplicationLifetime lifetime, IOptions<GenerationsOptions> options, TimeProvider time) : IHostedService, IDisposable
{
    private CancellationTokenRegistration _stopping;
    private ITimer? _patience;

    public bool Begun => lifetime.ApplicationStopping.IsCancellationRequested;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The server waits for open streams before this service is stopped: so the time runs from the signal on.
        _stopping = lifetime.ApplicationStopping.Register(() =>
        {
            live.Close();
            _patience = time.CreateTimer(_ => Interrupt(), null, TimeSpan.FromSeconds(options.Value.DrainSeconds), Timeout.InfiniteTimeSpan);
        });
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var done = Task.WhenAll(live.All.Select(generation => generation.Done.Task));
        try
        {
            await done.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Interrupt();
        }
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _patience?.Dispose();
    }

    private void Interrupt()
    {
        foreach (var generation in live.All) generation.Cancel(Ending.Interrupted);
    }
}
