using System.Security.Cryptography;

namespace Chatbot.LocalHosting.Topology;

/// <summary>Random letters and digits: they need no escaping in a URL, a connection string or a configuration file.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    public int MinLength { get; set; } = 22;

    /// <summary>Whether published output may use special characters; here none are used.</summary>
    public bool Special { get; set; } = true;

    public override string GetDefaultValue() =>
        RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", MinLength);
}
