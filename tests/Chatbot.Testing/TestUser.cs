using Chatbot.Auth.Contracts;

namespace Chatbot.Testing;

/// <summary>Somebody who calls a service in a test.</summary>
public sealed record TestUser(Guid Id, string Type, string? Email, IReadOnlyList<string> Permissions, IReadOnlyList<string> Models, int? MessagesPerDay)
{
    public static TestUser Guest() => new(Guid.CreateVersion7(), UserTypes.Guest, null, [], ["*"], 20);

    public static TestUser Regular() => new(Guid.CreateVersion7(), UserTypes.Regular, "someone@example.com", [Auth.Contracts.Permissions.ModelsLoad], ["*"], 100);

    public static TestUser Admin() => new(
        Guid.CreateVersion7(),
        UserTypes.Admin,
        "admin@example.com",
        [Auth.Contracts.Permissions.ModelsLoad, Auth.Contracts.Permissions.ModelsUnload, Auth.Contracts.Permissions.HostsManage, Auth.Contracts.Permissions.UsersManage],
        ["*"],
        null);
}
