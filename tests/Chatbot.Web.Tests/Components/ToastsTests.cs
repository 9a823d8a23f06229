using Bunit;
using Chatbot.Web.Components;
using Chatbot.Web.Components.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.Web.Tests.Components;

public sealed class ToastsTests : BunitContext
{
    private readonly FakeTimeProvider _time = new();
    private readonly ToastState _state;
    private readonly IRenderedComponent<Toasts> _toasts;

    public ToastsTests()
    {
        _state = new ToastState(_time);
        Services.AddSingleton(_state);
        _toasts = Render<Toasts>();
    }

    [Fact]
    public async Task What_went_well_goes_by_itself_and_an_error_stays_until_somebody_has_read_it()
    {
        await _toasts.InvokeAsync(() =>
        {
            _state.Show("The model does not fit.", isError: true);
            _state.Show("Key revoked.");
        });
        Assert.Equal(2, _toasts.FindAll("[data-testid=toast]").Count);
        _time.Advance(TimeSpan.FromSeconds(6));
        _toasts.WaitForAssertion(() => Assert.Single(_toasts.FindAll("[data-testid=toast]")));
        _time.Advance(TimeSpan.FromDays(1));
        await _toasts.InvokeAsync(() => { });
        Assert.Equal("The model does not fit.", _toasts.Find("[data-testid=toast]").TextContent.Trim());

        await _toasts.ClickOnAsync("[data-testid=toast-dismiss]");
        Assert.Empty(_toasts.FindAll("[data-testid=toast]"));
    }

    [Fact]
    public async Task An_error_interrupts_who_is_read_to_and_is_said_once()
    {
        Assert.Single(_toasts.FindAll("[role=status]"));
        await _toasts.InvokeAsync(() =>
        {
            _state.Show("The model does not fit.", isError: true);
            _state.Show("The model does not fit.", isError: true);
            _state.Show("Key revoked.");
        });
        Assert.Equal("The model does not fit.", Assert.Single(_toasts.FindAll("[role=alert]")).TextContent.Trim());
        Assert.Equal("Key revoked.", _toasts.Find("[role=status]").TextContent.Trim());
        Assert.Empty(_toasts.FindAll("[role=status] [role=alert], [aria-live] [role=alert]"));
    }

    [Fact]
    public async Task Of_many_errors_the_last_are_there()
    {
        await _toasts.InvokeAsync(() =>
        {
            foreach (var number in Enumerable.Range(1, 5)) _state.Show($"Error {number}.", isError: true);
        });
        Assert.Equal(["Error 3.", "Error 4.", "Error 5."], _toasts.FindAll("[role=alert]").Select(toast => toast.TextContent.Trim()));
    }
}
