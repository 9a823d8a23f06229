using Chatbot.Web.Proxy;
using Microsoft.AspNetCore.Components.Authorization;

namespace Chatbot.Web.Sessions;

/// <summary>The session of a circuit, as the cookie said when the circuit started; there is no request in a component.</summary>
internal sealed class CircuitSession(AuthenticationStateProvider authentication)
{
    /// <summary>Auth no longer knows the session: the page goes through sign-in again.</summary>
    public event Action? Ended;

    public async Task<WebSession> GetAsync()
    {
        var state = await authentication.GetAuthenticationStateAsync();
        return WebSession.From(state.User) ?? throw new InvalidOperationException("A circuit starts with a session only.");
    }

    /// <summary>Where the page was opened from; see <see cref="CallersAddress"/>.</summary>
    public async Task<string?> AddressAsync() => CallersAddress.Of((await authentication.GetAuthenticationStateAsync()).User);

    public void End() => Ended?.Invoke();
}
