namespace Chatbot.Bench.Running;

/// <summary>The product with the settings that are needed now; one with others is ended first, so that two never share the machine.</summary>
internal sealed class OneProduct(IReadOnlyDictionary<string, string?> settings, Action<string> say, TimeProvider time) : IAsyncDisposable
{
    private BenchSystem? _system;
    private IReadOnlyDictionary<string, string?>? _besides;

    /// <param name="besides">Null asks for none but the usual ones.</param>
    public async Task<BenchSystem> WithAsync(IReadOnlyDictionary<string, string?>? besides, CancellationToken cancellationToken)
    {
        if (_system is { HasEnded: false } && ReferenceEquals(besides, _besides)) return _system;

        await DisposeAsync();
        say($"Starting the product{string.Concat((besides ?? new Dictionary<string, string?>()).Select(setting => $" {setting.Key}={setting.Value}"))}...");
        var all = new Dictionary<string, string?>(settings);
        foreach (var (name, value) in besides ?? new Dictionary<string, string?>()) all[name] = value;
        (_besides, _system) = (besides, await BenchSystem.StartAsync(all, say, time, cancellationToken));
        return _system;
    }

    public async ValueTask DisposeAsync()
    {
        if (_system is not null) await _system.DisposeAsync();
        _system = null;
    }
}
