using Chatbot.Auth.Contracts;
using Microsoft.AspNetCore.Identity;

namespace Chatbot.Auth.Accounts;

/// <summary>A person, or a guest: an account without address and password that can become a person's.</summary>
internal sealed class Account : IdentityUser<Guid>
{
    /// <summary>The end of the lock that an admin puts on an account: Identity's own way to say so. In the database it is <c>infinity</c>.</summary>
    public static readonly DateTimeOffset Forever = DateTimeOffset.MaxValue;

    /// <summary>Wrong passwords lock for a while, and end no session; an admin locks for good.</summary>
    public bool IsDisabled => LockoutEnd == Forever;

    /// <summary>One of <see cref="UserTypes"/>.</summary>
    public string UserType { get; private set; } = UserTypes.Guest;

    public DateTimeOffset CreatedAt { get; private set; }

    public static Account Guest(DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        var name = $"guest-{id:n}";
        return new Account
        {
            Id = id,
            UserName = name,
            NormalizedUserName = name.ToUpperInvariant(),
            SecurityStamp = Stamp(),
            ConcurrencyStamp = Stamp(),
            CreatedAt = now,
        };
    }

    /// <summary>The guest becomes a person and keeps the id, on which the chats hang.</summary>
    public void Register(string email, string normalizedEmail, string passwordHash, string userType)
    {
        if (UserType != UserTypes.Guest) throw new InvalidOperationException("Only a guest can register.");
        (Email, UserName) = (email, email);
        (NormalizedEmail, NormalizedUserName) = (normalizedEmail, normalizedEmail);
        PasswordHash = passwordHash;
        UserType = userType;
        LockoutEnabled = true;
        SecurityStamp = Stamp();
        ConcurrencyStamp = Stamp(); // Two registrations with one guest's session: the second to save is refused.
    }

    public void ChangePassword(string passwordHash)
    {
        PasswordHash = passwordHash;
        SecurityStamp = Stamp();
        ConcurrencyStamp = Stamp();
    }

    public void Become(string userType)
    {
        if (UserType == UserTypes.Guest || userType == UserTypes.Guest) throw new InvalidOperationException("A guest becomes a person by registering, and never again a guest.");
        UserType = userType;
        ConcurrencyStamp = Stamp();
    }

    public void Disable()
    {
        LockoutEnd = Forever;
        ConcurrencyStamp = Stamp();
    }

    public void Enable()
    {
        LockoutEnd = null;
        AccessFailedCount = 0;
        ConcurrencyStamp = Stamp();
    }

    public UserSummary ToSummary() => new(Id, Email, UserType, CreatedAt, IsDisabled);

    public SessionUser ToSessionUser() => new(Id, Email, UserType);

    private static string Stamp() => Guid.CreateVersion7().ToString("n");
}
