using System.Net;
using Chatbot.Auth.Contracts;
using Chatbot.Web.Security;

namespace Chatbot.Web.Sessions;

/// <summary>The first-party sign-in API of auth; see <see cref="PasswordSignIn"/> for its answers.</summary>
internal sealed class AuthClient(HttpClient http, Doorkeeper doors, IHttpContextAccessor accessor)
{
    public Task<SignInOutcome> GuestAsync(CancellationToken cancellationToken) => PostAsync(Door.Guest, "signin/guest", null, cancellationToken);

    public Task<SignInOutcome> PasswordAsync(PasswordSignIn body, CancellationToken cancellationToken) =>
        PostAsync(Door.SignIn, "signin/password", JsonContent.Create(body), cancellationToken);

    public Task<SignInOutcome> RegisterAsync(Registration body, CancellationToken cancellationToken) =>
        PostAsync(Door.SignIn, "signin/register", JsonContent.Create(body), cancellationToken);

    public Task<SignInOutcome> ChangePasswordAsync(PasswordChange body, CancellationToken cancellationToken) =>
        PostAsync(Door.SignIn, "signin/password/change", JsonContent.Create(body), cancellationToken);

    public async Task EndAsync(string handle, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync("signin/end", new SessionEnd(handle), cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private async Task<SignInOutcome> PostAsync(Door door, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        if (accessor.HttpContext is { } context && doors.WaitAt(door, context) is { } wait) return new SignInOutcome(SignInResultKind.TooMany, RetryAfter: wait);
        try
        {
            using var response = await http.PostAsync(path, content, cancellationToken);
            return response.StatusCode switch
            {
                HttpStatusCode.OK or HttpStatusCode.Created =>
                    new SignInOutcome(SignInResultKind.SignedIn, await response.Content.ReadFromJsonAsync<SignedIn>(cancellationToken)),
                HttpStatusCode.BadRequest => new SignInOutcome(SignInResultKind.Invalid),
                HttpStatusCode.Unauthorized => new SignInOutcome(SignInResultKind.WrongCredentials),
                HttpStatusCode.Forbidden => new SignInOutcome(SignInResultKind.Forbidden),
                HttpStatusCode.Conflict => new SignInOutcome(SignInResultKind.Taken),
                HttpStatusCode.TooManyRequests => new SignInOutcome(SignInResultKind.TooMany, RetryAfter: response.Headers.RetryAfter?.Delta),
                _ => new SignInOutcome(SignInResultKind.Unavailable),
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return new SignInOutcome(SignInResultKind.Unavailable);
        }
    }
}
