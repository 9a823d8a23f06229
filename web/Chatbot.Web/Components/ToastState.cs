namespace Chatbot.Web.Components;

/// <summary>Short sentences at the edge of the page; each goes by itself, but for errors, which somebody has to have read.</summary>
internal sealed class ToastState(TimeProvider time)
{
    // Whoever comes back to the page finds the last of them, and not a wall.
    private const int MostErrors = 3;

    private static readonly TimeSpan Shown = TimeSpan.FromSeconds(5);

    // One that offers something has to be read, decided on and reached.
    private static readonly TimeSpan Offered = TimeSpan.FromSeconds(15);
    private readonly List<Toast> _toasts = [];

    public event Action? Changed;

    public IReadOnlyList<Toast> Toasts => _toasts;

    public void Show(string text, bool isError = false) => Show(new Toast(text, isError), isError ? null : Shown);

    /// <summary>With a button: what was done can be undone as long as it is there.</summary>
    public void Offer(string text, string action, Func<Task> act) => Show(new Toast(text, false) { Action = action, Act = act }, Offered);

    public void Dismiss(Toast toast)
    {
        if (_toasts.Remove(toast)) Changed?.Invoke();
    }

    private void Show(Toast toast, TimeSpan? shown)
    {
        // The same sentence once; but each offer is of its own.
        if (toast.Act is null) _toasts.RemoveAll(other => other.Text == toast.Text && other.Act is null);
        _toasts.Add(toast);
        if (_toasts.Count(other => other.IsError) > MostErrors) _toasts.Remove(_toasts.First(other => other.IsError));
        Changed?.Invoke();
        if (shown is { } limit) _ = GoAsync(toast, limit);
    }

    private async Task GoAsync(Toast toast, TimeSpan shown)
    {
        await Task.Delay(shown, time);
        Dismiss(toast);
    }
}
