using Chatbot.Auth.Contracts;
using Chatbot.Auth.Data;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Auth.Accounts;

/// <summary>Prints the set-up code at start, as long as it is good for anything.</summary>
internal sealed partial class SetupCodeAnnouncement(IServiceScopeFactory scopes, SetupCode code, ILogger<SetupCodeAnnouncement> logger)
{
    public async Task AnnounceAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AuthDbContext>();
        if (!await db.Users.AnyAsync(account => account.UserType == UserTypes.Admin, cancellationToken)) LogCode(code.Value);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Set-up code for the first account: {Code}")]
    private partial void LogCode(string code);
}
