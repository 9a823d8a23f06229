namespace Chatbot.Web.Components;

/// <summary>Short sentences at the edge of the page; each goes by itself.</summary>
internal sealed class ToastState(TimeProvider time)
{
    private static readonly TimeSpan Shown = TimeSpan.FromSeconds(5);
    private readonly List<Toast> _toasts = [];

    public event Action? Changed;

    public IReadOnlyList<Toast> Toasts => _toasts;

    public void Show(string text, bool isError = false)
    {
        var toast = new Toast(text, isError);
        _toasts.RemoveAll(shown => shown.Text == text);
        _toasts.Add(toast);
        Changed?.Invoke();
        _ = GoAsync(toast);
    }

    public void Dismiss(Toast toast)
    {
        if (_toasts.Remove(toast)) Changed?.Invoke();
    }

    private async Task GoAsync(Toast toast)
    {
        await Task.Delay(Shown, time);
        Dismiss(toast);
    }
}

internal sealed class Toast(string text, bool isError)
{
    public string Text { get; } = text;

    public bool IsError { get; } = isError;
}
