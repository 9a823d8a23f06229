using Chatbot.Auth.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Auth.Accounts;

/// <summary>Accounts by their address, whatever its case.</summary>
internal sealed class AddressBook(AuthDbContext db, ILookupNormalizer normalizer)
{
    public string Normalize(string email) => normalizer.NormalizeEmail(email.Trim())!;

    public async Task<Account?> FindAsync(string email, CancellationToken cancellationToken)
    {
        var normalized = Normalize(email);
        return await db.Users.AsNoTracking().FirstOrDefaultAsync(account => account.NormalizedEmail == normalized, cancellationToken);
    }
}
