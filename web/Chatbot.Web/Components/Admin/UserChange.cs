using Chatbot.Auth.Contracts;

namespace Chatbot.Web.Components.Admin;

/// <summary>What the pressed button says: <c>disable:{id}</c>.</summary>
internal sealed class UserChange
{
    public string? Value { get; set; }

    /// <summary>Null where no such button is there.</summary>
    public (Guid Id, UserPatch Patch)? Read()
    {
        if (Value?.Split(':') is not [var word, var text] || !Guid.TryParse(text, out var id)) return null;
        UserPatch? patch = word switch
        {
            UserTypes.Admin or UserTypes.Regular => new UserPatch(Type: word),
            "disable" => new UserPatch(Disabled: true),
            "enable" => new UserPatch(Disabled: false),
            _ => null,
        };
        return patch is null ? null : (id, patch);
    }
}
