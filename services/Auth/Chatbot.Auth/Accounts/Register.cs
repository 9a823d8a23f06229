using Chatbot.Auth.Contracts;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Chatbot.Auth.Accounts;

internal static class Register
{
    public static async Task<Results<Ok<SignedIn>, ApiError>> HandleAsync(
        Registration request, AccountRegistration registration, CancellationToken cancellationToken)
    {
        var (signedIn, refused) = await registration.RegisterAsync(request, cancellationToken);
        return signedIn is not null ? TypedResults.Ok(signedIn) : refused!;
    }
}
