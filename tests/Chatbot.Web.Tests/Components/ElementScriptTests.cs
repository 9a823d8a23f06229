using Chatbot.Web.Components;
using Microsoft.JSInterop;

namespace Chatbot.Web.Tests.Components;

public sealed class ElementScriptTests
{
    private readonly Browser _browser = new();

    [Fact]
    public async Task What_is_attached_is_let_go_with_its_component()
    {
        var script = new ElementScript(_browser, "./it.js");
        _browser.Field.SetResult(_browser.Attached);
        Assert.True(await script.AttachAsync("attach", 1));
        await script.CallAsync("open", "other");
        await script.DisposeAsync();
        await script.CallAsync("open", "nobody");
        Assert.Equal(["import", "attach", "open", "dispose"], _browser.Calls);
        Assert.Equal((true, true), (_browser.Attached.IsDisposed, _browser.Module.IsDisposed));
    }

    [Fact]
    public async Task A_component_that_goes_while_it_is_attached_leaves_nothing_behind()
    {
        var script = new ElementScript(_browser, "./it.js");
        var attaching = script.AttachAsync("attach");
        await script.DisposeAsync();
        _browser.Field.SetResult(_browser.Attached);
        Assert.False(await attaching);
        Assert.Equal(["import", "attach", "dispose"], _browser.Calls);
        Assert.Equal((true, true), (_browser.Attached.IsDisposed, _browser.Module.IsDisposed));
    }

    [Fact]
    public async Task A_call_that_was_dropped_with_the_connection_is_made_again_and_others_are_no_error()
    {
        var script = new ElementScript(_browser, "./it.js");
        var attaching = script.AttachAsync("attach");
        var dropped = _browser.Field;
        _browser.Field = new();
        _browser.Field.SetResult(_browser.Attached);
        dropped.SetCanceled(TestContext.Current.CancellationToken);
        Assert.True(await attaching);

        _browser.Attached.Fails = new TaskCanceledException();
        await script.CallAsync("open", 1);
        _browser.Attached.Fails = new JSDisconnectedException("gone");
        await script.DisposeAsync();
    }

    private sealed class Browser : IJSRuntime
    {
        public Browser() => (Module, Attached) = (new(this), new(this));

        public List<string> Calls { get; } = [];

        public TaskCompletionSource<IJSObjectReference> Field { get; set; } = new();

        public Reference Module { get; }

        public Reference Attached { get; }

        public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args)
        {
            Calls.Add(identifier);
            return (TValue)(identifier == "import" ? Module : await Field.Task);
        }

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => InvokeAsync<TValue>(identifier, args);
    }

    private sealed class Reference(Browser browser) : IJSObjectReference
    {
        public bool IsDisposed { get; private set; }

        public Exception? Fails { get; set; }

        public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args)
        {
            if (Fails is not null) throw Fails;
            if (this == browser.Module) return await browser.InvokeAsync<TValue>(identifier, args);
            browser.Calls.Add(identifier);
            return default!;
        }

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => InvokeAsync<TValue>(identifier, args);

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return ValueTask.CompletedTask;
        }
    }
}
