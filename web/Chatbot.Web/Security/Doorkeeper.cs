using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Chatbot.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace Chatbot.Web.Security;

/// <summary>
/// The one place that counts what comes from outside without a session or a token. It stands in the web, which alone sees the
/// caller's own address: no service behind it has to believe what a header says. Whoever sits at this machine is not counted.
/// </summary>
internal sealed partial class Doorkeeper(IOptions<AnonymousLimits> options, TimeProvider time, ILogger<Doorkeeper> logger) : IDisposable
{
    private const int BytesOfSubnet = 8;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly Dictionary<Door, PartitionedRateLimiter<string>> _doors = new()
    {
        [Door.SignIn] = Counter(options.Value.SignInsPerMinute, Minute),
        [Door.Guest] = Counter(options.Value.GuestsPerHour, Hour),
        [Door.Token] = Counter(options.Value.TokensPerMinute, Minute),
        // Many times more: who knows the name of an account must not shut its agent out.
        [Door.TokenOfClient] = Counter(10 * options.Value.TokensPerMinute, Minute),
        [Door.Enrolment] = Counter(options.Value.EnrolmentsPerMinute, Minute),
        [Door.Key] = Counter(options.Value.KeysPerMinute, Minute),
    };

    private readonly OncePer _minute = new(Minute, time);

    /// <summary>How long the caller has to wait; null where it may pass.</summary>
    public TimeSpan? WaitAt(Door door, HttpContext context) =>
        RequestKinds.IsFromLoopback(context) ? null : WaitAt(door, AddressOf(context.Connection.RemoteIpAddress));

    public TimeSpan? WaitAt(Door door, string who)
    {
        using var lease = _doors[door].AttemptAcquire(who);
        if (lease.IsAcquired) return null;

        if (_minute.IsDue()) LogTooMany(door);
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Minute;
    }

    public void Dispose()
    {
        foreach (var door in _doors.Values) door.Dispose();
    }

    private static PartitionedRateLimiter<string> Counter(int permits, TimeSpan window) => PartitionedRateLimiter.Create<string, string>(
        who => RateLimitPartition.GetFixedWindowLimiter(who, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = window }));

    // Of IPv6 everybody has a whole subnet to choose from.
    private static string AddressOf(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, BytesOfSubnet)),
        _ => address.ToString(),
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Too many requests come from one address ({Door}), and some are refused; the section Limits says how many are let in. Behind a proxy all callers have its address unless ASPNETCORE_FORWARDEDHEADERS_ENABLED is true.")]
    private partial void LogTooMany(Door door);
}
