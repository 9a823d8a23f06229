using System.ComponentModel.DataAnnotations;

namespace Chatbot.Auth;

/// <summary>Section <c>Auth</c>.</summary>
internal sealed class AuthOptions
{
    public const string Section = "Auth";

    /// <summary>The fixed issuer of every token, with a slash at its end; never taken from the Host header.</summary>
    [RegularExpression("^https?://[^/?#]+/([^?#]*/)?$", ErrorMessage = "Auth:Issuer must be an http address with a slash at its end, such as http://auth/.")]
    public string Issuer { get; set; } = "http://auth/";

    /// <summary>What the signing keys in the database are encrypted with.</summary>
    [Required(ErrorMessage = "Auth:Secret is missing: set it to a random text of at least 32 characters, and keep it.")]
    [MinLength(32, ErrorMessage = "Auth:Secret is too short: set it to a random text of at least 32 characters, and keep it.")]
    public string Secret { get; set; } = "";

    public Uri IssuerUri => new(Issuer);
}
