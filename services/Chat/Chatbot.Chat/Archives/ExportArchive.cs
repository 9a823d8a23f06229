using System.Globalization;
using Chatbot.Chat.Conversations;
using Chatbot.ServiceDefaults.Authentication;

namespace Chatbot.Chat.Archives;

/// <summary><c>GET /api/export</c>: everything the person has, as one file, written as it is read.</summary>
internal static class ExportArchive
{
    public static IResult HandleAsync(CurrentUser user, ArchiveWriter writer, TimeProvider time, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var person = new PersonId(user.Id);
        var name = string.Create(CultureInfo.InvariantCulture, $"chatbot-archive-{time.GetUtcNow():yyyy-MM-dd}.json");
        return Results.Stream(body => writer.WriteAsync(body, person, context.RequestAborted), "application/json", name);
    }
}
