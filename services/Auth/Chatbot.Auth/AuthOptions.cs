namespace Chatbot.Auth;

/// <summary>Section <c>Auth</c>.</summary>
internal sealed class AuthOptions
{
    private const int ShortestSecret = 32;

    /// <summary>The fixed issuer of every token, with a slash at its end; never taken from the Host header.</summary>
    public string Issuer { get; set; } = "http://auth/";

    /// <summary>What the signing keys in the database are encrypted with.</summary>
    public string Secret { get; set; } = "";

    public Uri IssuerUri => new(Issuer);

    public bool HasIssuer =>
        Uri.TryCreate(Issuer, UriKind.Absolute, out var uri) && (uri.Scheme == "http" || uri.Scheme == "https") && uri.AbsoluteUri == Issuer && Issuer.EndsWith('/');

    public bool HasSecret => Secret.Length >= ShortestSecret;
}

internal static class AuthOptionsExtensions
{
    public static void AddAuthOptions(this IServiceCollection services) =>
        services.AddOptions<AuthOptions>().BindConfiguration("Auth")
            .Validate(options => options.HasSecret, "Auth:Secret is missing or too short: set it to a random text of at least 32 characters, and keep it.")
            .Validate(options => options.HasIssuer, "Auth:Issuer must be an http address with a slash at its end, such as http://auth/.")
            .ValidateOnStart();
}
