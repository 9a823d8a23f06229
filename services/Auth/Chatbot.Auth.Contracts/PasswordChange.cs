using System.ComponentModel.DataAnnotations;

namespace Chatbot.Auth.Contracts;

/// <summary>
/// Body of <c>POST /signin/password/change</c>, answered by <see cref="SignedIn"/>: every session of the account ends, and a new one
/// begins. 401 where the session is over or <paramref name="Password"/> is not the account's, 403 for a guest, who has none.
/// </summary>
/// <param name="Handle">Of the session in which the person changes it.</param>
/// <param name="Password">The one until now.</param>
/// <param name="NewPassword">6 to 128 characters.</param>
public sealed record PasswordChange(
    [Required, StringLength(128)] string Handle,
    [Required, StringLength(128)] string Password,
    [Required, StringLength(128, MinimumLength = 6)] string NewPassword);
