using Chatbot.Auth.Contracts;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.Auth.Users;

internal static class UserEndpoints
{
    public static void MapUsers(this WebApplication app)
    {
        var users = app.MapGroup("/api/users")
            .RequirePermission(Permissions.UsersManage)
            .WithTags("Users")
            .WithMetadata(new SurfaceMetadata(Surfaces.Admin));
        users.MapGet("/", ListUsers.HandleAsync).WithName("ListUsers").Produces<UserList>();
        users.MapPatch("/{id}", PatchUser.HandleAsync).WithName("PatchUser").Produces<UserSummary>();
    }
}
