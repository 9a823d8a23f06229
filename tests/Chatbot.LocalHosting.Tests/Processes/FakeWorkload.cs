using Chatbot.LocalHosting.Processes;

namespace Chatbot.LocalHosting.Tests.Processes;

/// <summary>A shell command kept running.</summary>
internal sealed class FakeWorkload(string script) : IWorkload
{
    private int _starts;

    public string Name => "fake";

    public string Address => "";

    public bool Quiet => true;

    public TimeSpan Grace => TimeSpan.FromSeconds(5);

    public Func<bool> Ready { get; init; } = () => true;

    /// <summary>Whether preparing the start of that number goes wrong.</summary>
    public Func<int, bool> Fails { get; init; } = _ => false;

    public int Starts => _starts;

    public Task<Launch> PrepareAsync(CancellationToken cancellationToken)
    {
        if (Fails(Interlocked.Increment(ref _starts))) throw new IOException("No space is left.");
        return Task.FromResult(new Launch("/bin/sh", ["-c", script]));
    }

    public Task<bool> IsReadyAsync(CancellationToken cancellationToken) => Task.FromResult(Ready());
}
