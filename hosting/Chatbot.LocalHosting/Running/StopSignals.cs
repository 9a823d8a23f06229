using System.Runtime.InteropServices;
using Chatbot.LocalHosting.Processes;

namespace Chatbot.LocalHosting.Running;

/// <summary>Ctrl+C, TERM, a closed terminal, or the end of the process that started this one.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private Action? _second;

    public StopSignals(bool withParent)
    {
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT })
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                if (_stop.IsCancellationRequested) _second?.Invoke();
                else _stop.Cancel();
            }));
        }

        if (withParent || ParentProcess.IsDotnetRun()) _ = WatchParentAsync(Unix.ParentId);
    }

    public CancellationToken Token => _stop.Token;

    /// <summary>What a second Ctrl+C does: it does not wait for anything any more.</summary>
    public void OnSecond(Action action) => _second = action;

    public Task RequestedAsync() => Task.Delay(Timeout.Infinite, _stop.Token);

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _stop.Cancel();
        _stop.Dispose();
    }

    // Whoever loses its parent is given another.
    private async Task WatchParentAsync(int parent)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        var token = _stop.Token;
        try
        {
            while (await timer.WaitForNextTickAsync(token))
            {
                if (Unix.ParentId != parent) await _stop.CancelAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping already.
        }
    }
}
