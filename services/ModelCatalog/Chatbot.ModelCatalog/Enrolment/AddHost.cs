using System.Security.Cryptography;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Hosts;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.ModelCatalog.Enrolment;

/// <summary><c>POST /api/hosts</c> and <c>POST /api/hosts/{id}/token</c>: the one-time token that enrols an agent.</summary>
internal static class AddHost
{
    private const int LongestMadeSlug = 40;

    public static async Task<IResult> HandleAsync(AddHostRequest request, Enrolments enrolments, CancellationToken cancellationToken)
    {
        var name = request.Name.Trim();
        if (name.Length == 0) return ApiError.BadRequest(Surfaces.Hosts, "name: a name that can be read.");
        if (request.Id is { } wanted && !HostSlug.IsValid(wanted)) return ApiError.BadRequest(Surfaces.Hosts, $"id: {HostSlug.Rule}");

        var slug = request.Id ?? SlugOf(name);
        var token = await enrolments.AddAsync(slug, name, cancellationToken);
        if (token is null && request.Id is null) token = await enrolments.AddAsync($"{slug}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}", name, cancellationToken);
        return token is null
            ? ApiError.Conflict(Surfaces.Hosts, "id: there is a host of this id.") with { Message = $"There is a host '{slug}' already. Please choose another id, or ask for a new token for this one." }
            : Results.Created($"/api/hosts/{token.Id}", token);
    }

    public static async Task<IResult> RenewAsync(string id, Enrolments enrolments, CancellationToken cancellationToken)
    {
        if (!HostSlug.IsValid(id)) return ApiError.BadRequest(Surfaces.Hosts, $"id: {HostSlug.Rule}");
        return await enrolments.RenewAsync(id, cancellationToken) is { } token ? Results.Created($"/api/hosts/{id}", token) : ApiError.NotFound(Surfaces.Hosts);
    }

    private static string SlugOf(string name)
    {
        var slug = string.Join('-', new string([.. name.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return slug.Length == 0 ? "host" : slug[..Math.Min(slug.Length, LongestMadeSlug)];
    }
}
