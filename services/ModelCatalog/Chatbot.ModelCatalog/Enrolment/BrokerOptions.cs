using Microsoft.Extensions.Options;

namespace Chatbot.ModelCatalog.Enrolment;

/// <summary>Section <c>Broker</c>: how users of enrolled agents are made. Without a management address the operator makes them.</summary>
internal sealed class BrokerOptions
{
    /// <summary>Of RabbitMQ's management plugin, such as <c>http://broker:15672/</c>.</summary>
    public string? ManagementUrl { get; set; }

    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>Where agents reach the broker: <c>amqps://broker.example.com/</c>, with the virtual host as path.</summary>
    public string AgentAddress { get; set; } = "";

    public bool IsManaged => !string.IsNullOrEmpty(ManagementUrl);

    public string VirtualHost => Uri.UnescapeDataString(new Uri(AgentAddress).AbsolutePath.TrimStart('/')) is { Length: > 0 } path ? path : "/";
}

internal sealed class ValidateBrokerOptions : IValidateOptions<BrokerOptions>
{
    public ValidateOptionsResult Validate(string? name, BrokerOptions options)
    {
        if (!options.IsManaged) return ValidateOptionsResult.Success;

        List<string> errors = [];
        if (!Uri.TryCreate(options.ManagementUrl, UriKind.Absolute, out var management) || management.Scheme is not ("http" or "https"))
            errors.Add("Broker:ManagementUrl must be the http address of RabbitMQ's management, such as http://broker:15672/.");
        if (options.User.Length == 0 || options.Password.Length == 0) errors.Add("Broker:User and Broker:Password are missing: an administrator of the broker.");
        if (!Uri.TryCreate(options.AgentAddress, UriKind.Absolute, out var agents) || agents.Scheme is not ("amqp" or "amqps") || agents.UserInfo.Length > 0)
            errors.Add("Broker:AgentAddress must be where agents reach the broker, such as amqps://broker.example.com/, without a user.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
