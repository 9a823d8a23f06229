using Chatbot.Auth.Contracts;
using Chatbot.Chat.Contracts;
using Chatbot.ServiceDefaults.Authentication;
using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Limits;

/// <summary>The address that a guest shares its day with.</summary>
internal sealed class GuestAddress(IHttpContextAccessor accessor, CurrentUser user, AddressHash hash, IOptions<LimitsOptions> options)
{
    public int Limit => options.Value.GuestMessagesPerAddressPerDay;

    public int UploadLimit => options.Value.GuestUploadsPerAddressPerDay;

    /// <summary>
    /// Null where the address does not count: for people with an account, whose day no cookie renews, and for who sits at the
    /// web's own machine, since nobody else can.
    /// </summary>
    public string? Counted => Limit == 0 ? null : Shared(hash.Of);

    /// <summary>The same for uploads.</summary>
    public string? CountedUploads => UploadLimit == 0 ? null : Shared(hash.OfUploads);

    private string? Shared(Func<string?, string> hashed)
    {
        if (user.Type != UserTypes.Guest) return null;
        var address = accessor.HttpContext?.Request.Headers[CallerHeaders.Address].ToString();
        return address == CallerHeaders.Local ? null : hashed(address);
    }
}
