using System.ComponentModel.DataAnnotations;

namespace Chatbot.Auth.Contracts;

/// <summary>
/// The first-party sign-in API, for the web's own client (scope <see cref="Scopes.SignIn"/>):
/// <c>POST /signin/guest</c> (no body), <c>POST /signin/password</c> (<see cref="PasswordSignIn"/>),
/// <c>POST /signin/register</c> (<see cref="Registration"/>), each answering <see cref="SignedIn"/>;
/// <c>POST /signin/end</c> (<see cref="SessionEnd"/>) answers 204.
/// 401 <c>unauthorized:auth</c> for wrong credentials or a locked account, 409 <c>conflict:auth</c> where the
/// address is taken, 403 <c>forbidden:auth</c> where the first registration lacks the set-up code or guests are off.
/// </summary>
public sealed record PasswordSignIn(
    [Required, StringLength(254)] string Email,
    [Required, StringLength(128)] string Password);

/// <param name="Email">At most 254 characters.</param>
/// <param name="Password">6 to 128 characters.</param>
/// <param name="GuestHandle">The session of the guest who registers: the account, and so its chats, become this one's.</param>
/// <param name="FromLoopback">The request reached the web on a loopback address: the first account then needs no set-up code.</param>
/// <param name="SetupCode">The code printed in the log of auth, for the first registration from elsewhere.</param>
public sealed record Registration(
    [Required, EmailAddress, StringLength(254)] string Email,
    [Required, StringLength(128, MinimumLength = 6)] string Password,
    [StringLength(128)] string? GuestHandle,
    bool FromLoopback,
    [StringLength(32)] string? SetupCode);

public sealed record SessionEnd([Required, StringLength(128)] string Handle);

/// <param name="Handle">Opaque; the web keeps it in its cookie, protected.</param>
/// <param name="User">Whose session it is.</param>
public sealed record SignedIn(string Handle, SessionUser User);
