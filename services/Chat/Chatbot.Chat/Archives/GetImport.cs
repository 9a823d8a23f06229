using Chatbot.Chat.Contracts;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Data;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Archives;

/// <summary><c>GET /api/import/{id}</c>: how it goes. Another person's is not found.</summary>
internal static class GetImport
{
    public static async Task<IResult> HandleAsync(ImportId id, CurrentUser user, ChatDbContext db, CancellationToken cancellationToken)
    {
        var person = new PersonId(user.Id);
        var import = await db.Imports.AsNoTracking().SingleOrDefaultAsync(import => import.Id == id && import.OwnerId == person, cancellationToken);
        return import is null
            ? ApiError.NotFound(Surfaces.Chat) with { Message = "This import was not found. Please check the import ID and try again." }
            : Results.Ok(new ImportProgress(import.Id.Value, import.State, import.Chats, import.Messages, import.Skipped, import.Error));
    }
}
