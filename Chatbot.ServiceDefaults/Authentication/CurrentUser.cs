using System.Globalization;
using System.Security.Claims;
using Chatbot.Auth.Contracts;
using Microsoft.AspNetCore.Http;

namespace Chatbot.ServiceDefaults.Authentication;

/// <summary>Who calls, read from the access token; the one place that parses claims.</summary>
public sealed class CurrentUser(IHttpContextAccessor accessor)
{
    private ClaimsPrincipal Principal => accessor.HttpContext?.User ?? throw new InvalidOperationException("There is no request.");

    public Guid Id => Guid.Parse(Required("sub"));

    /// <summary>One of <see cref="UserTypes"/>.</summary>
    public string Type => Required(ChatbotClaims.UserType);

    public string? Email => Principal.FindFirstValue(ChatbotClaims.Email);

    /// <summary>Null is unlimited.</summary>
    public int? MessagesPerDay =>
        Principal.FindFirstValue(ChatbotClaims.MessagesPerDay) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : null;

    /// <summary>Model ids, or patterns with <c>*</c> at their end.</summary>
    public IReadOnlyList<string> Models => [.. Principal.FindAll(ChatbotClaims.Model).Select(claim => claim.Value)];

    /// <summary>Of <see cref="Auth.Contracts.Permissions"/>.</summary>
    public IReadOnlyList<string> Permissions => [.. Principal.FindAll(ChatbotClaims.Permission).Select(claim => claim.Value)];

    public bool May(string permission) => Principal.HasClaim(ChatbotClaims.Permission, permission);

    public bool MayUse(string modelId) => ModelPatterns.Allow(Models, modelId);

    private string Required(string type) =>
        Principal.FindFirstValue(type) ?? throw new InvalidOperationException($"The access token has no '{type}'.");
}
