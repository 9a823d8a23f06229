namespace Chatbot.ModelCatalog.Events;

/// <summary>Sends what has changed since it was asked last; false ends the stream.</summary>
internal delegate Task<bool> SendChanges(EventStream stream, CancellationToken cancellationToken);

/// <summary>
/// Keeps a client up to date for as long as it stays: sends at once, then after each change, at most ten times a second.
/// </summary>
internal sealed class LiveResult(ChangeSignal changes, SendChanges send) : IResult
{
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(100);

    // Another replica's change may reach this one by the database alone.
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(5);

    // With one look more at most, that is a line in every 15 s.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(9.5);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var time = httpContext.RequestServices.GetRequiredService<TimeProvider>();
        var stopping = httpContext.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        var stream = new EventStream(httpContext.Response, time);
        try
        {
            await stream.BeginAsync(ended.Token);
            await FollowAsync(stream, time, ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The client went, or this replica stops: it comes back and gets the whole picture.
        }
    }

    private async Task FollowAsync(EventStream stream, TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = changes.Next;
            if (!await send(stream, cancellationToken)) return;
            if (stream.SilentFor >= Silence) await stream.PingAsync(cancellationToken);
            await Task.Delay(Gap, time, cancellationToken);
            await Task.WhenAny(changed, Task.Delay(LookAnyway, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
