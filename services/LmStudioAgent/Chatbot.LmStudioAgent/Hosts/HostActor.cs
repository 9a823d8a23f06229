using System.Threading.Channels;
using Chatbot.LmStudioAgent.Keeping;
using Chatbot.LmStudioAgent.Scheduling;
using Microsoft.Extensions.Options;

namespace Chatbot.LmStudioAgent.Hosts;

/// <summary>The only writer of the host's state: takes one event after the other and awaits nothing but the next.</summary>
internal sealed partial class HostActor(
    HostEffects effects, Keeper keeper, DecisionLog log, IOptions<AgentOptions> options, TimeProvider time, ILogger<HostActor> logger) : BackgroundService
{
    private readonly Channel<HostEvent> _events = Channel.CreateUnbounded<HostEvent>(new() { SingleReader = true });
    private volatile HostState _state = new()
    {
        Settings = new HostSettings(options.Value.HostId, TimeSpan.FromSeconds(options.Value.DefaultTtlSeconds), options.Value.Parallel)
        {
            MemoryBudgetBytes = options.Value.MemoryBudgetBytes,
            EvictForeign = options.Value.EvictForeign,
        },
    };

    public HostState State => _state;

    /// <summary>Set after each change.</summary>
    public Nudge Changed { get; } = new();

    public void Post(HostEvent happened) => _events.Writer.TryWrite(happened);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Off the start of the service: what follows may not wait for anything.
        await Task.Yield();
        Take(new Recalled(keeper.Recall()));
        await foreach (var happened in _events.Reader.ReadAllAsync(stoppingToken)) Take(happened);
    }

    private void Take(HostEvent happened)
    {
        try
        {
            var (before, stamped) = (_state, happened with { At = time.GetUtcNow() });
            var (state, todo) = HostRules.Decide(before, stamped);
            keeper.Keep(before, state, todo);
            log.Write(before, stamped, state, todo);
            _state = state;
            foreach (var effect in todo) effects.Run(effect, this);
            // A look that finds everything as it was is no news: a report of it would hold up the next one that is.
            if (!ReferenceEquals(before, state)) Changed.Set();
        }
        catch (Exception exception)
        {
            // One event that is not understood must not end the host.
            LogFailed(happened.GetType().Name, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "Deciding about {Event} failed; the state is as before.")]
    private partial void LogFailed(string @event, Exception exception);
}
