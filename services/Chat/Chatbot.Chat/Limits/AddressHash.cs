using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Chatbot.ServiceDefaults.Authentication;
using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Limits;

/// <summary>Turns addresses into what stands in the table: who reads that alone, without the service's secret, learns nobody's address.</summary>
internal sealed class AddressHash(IOptions<ServiceClientOptions> options)
{
    private const int BytesOfSubnet = 8;

    private readonly byte[] _key = HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(options.Value.ClientSecret), outputLength: 32, info: "addresses in the limits of guests"u8.ToArray());

    /// <summary>64 characters. What is no address counts as one that is not known, together with all of these.</summary>
    public string Of(string? address) => Hash(Shared(address));

    /// <summary>Another one for the same address: uploads are counted apart from messages.</summary>
    public string OfUploads(string? address) => Hash([.. "uploads"u8, .. Shared(address)]);

    private string Hash(byte[] shared) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, shared));

    // Of IPv6 everybody has a whole subnet to choose from.
    private static byte[] Shared(string? address)
    {
        if (!IPAddress.TryParse(address, out var parsed)) return [];
        if (parsed.IsIPv4MappedToIPv6) parsed = parsed.MapToIPv4();
        var bytes = parsed.GetAddressBytes();
        return parsed.AddressFamily == AddressFamily.InterNetworkV6 ? bytes[..BytesOfSubnet] : bytes;
    }
}
