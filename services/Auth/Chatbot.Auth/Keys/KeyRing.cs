using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;

namespace Chatbot.Auth.Keys;

/// <summary>The keys in use by this process.</summary>
internal sealed class KeyRing
{
    private ConfigurationReloadToken _changed = new();

    /// <summary>
    /// The one that signs comes first, all are published. Until they are read from the database a key that signs nothing
    /// stands here: OpenIddict checks its options at the first request of any kind, a health probe's too.
    /// </summary>
    public IReadOnlyList<ECDsaSecurityKey> Keys { get; private set; } = [new(ECDsa.Create(ECCurve.NamedCurves.nistP256))];

    public IChangeToken Watch() => _changed;

    public void Set(IReadOnlyList<ECDsaSecurityKey> keys)
    {
        if (keys.Select(key => key.KeyId).SequenceEqual(Keys.Select(key => key.KeyId))) return;
        Keys = keys;
        Interlocked.Exchange(ref _changed, new ConfigurationReloadToken()).OnReload();
    }
}
