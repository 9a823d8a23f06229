using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Chatbot.ServiceDefaults.Errors;

/// <summary>Problems that the framework itself raises (failed validation above all) in the one documented shape.</summary>
internal sealed class ApiProblemDetailsWriter : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var status = context.ProblemDetails.Status ?? context.HttpContext.Response.StatusCode;
        var cause = context.ProblemDetails is HttpValidationProblemDetails validation
            ? string.Join(" ", validation.Errors.Select(error => $"{FieldOf(error.Key)}: {string.Join(' ', error.Value)}"))
            : null;
        await new ApiError(ErrorTypes.FromStatus(status), ApiErrorWriter.SurfaceOf(context.HttpContext), cause).ExecuteAsync(context.HttpContext);
    }

    // Validation names members of ours ("Parts[0].MediaType"); the caller knows the fields of the JSON ("parts[0].mediaType").
    private static string FieldOf(string member) => string.Join('.', member.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
