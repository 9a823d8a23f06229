using Chatbot.Web.Components;
using Microsoft.JSInterop;

namespace Chatbot.Web.Tests.Components;

public sealed class PageScriptTests
{
    /// <summary>The circuit reads it: a stream that was closed under its hands ends the whole page.</summary>
    [Fact]
    public async Task A_stream_is_not_closed_by_who_no_longer_wants_it()
    {
        using var stream = new MemoryStream([1, 2, 3]);
        using var gone = new CancellationTokenSource();
        await using var script = new PageScript(new Browser());
        var drawn = script.GrowAsync(default, stream, gone.Token).AsTask();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => drawn);
        Assert.True(stream.CanRead);
    }

    /// <summary>Its scripts are there, and never done.</summary>
    private sealed class Browser : IJSRuntime, IJSObjectReference
    {
        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, CancellationToken.None, args);

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
        {
            if (identifier == "import") return ValueTask.FromResult((TValue)(object)this);
            var never = new TaskCompletionSource<TValue>();
            cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
            return new ValueTask<TValue>(never.Task);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
