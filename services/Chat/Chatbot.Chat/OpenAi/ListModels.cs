using Chatbot.Chat.Models;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.Chat.OpenAi;

/// <summary><c>GET /v1/models</c>: what the caller may use, under the ids of the drop-down.</summary>
internal static class ListModels
{
    public static IResult Handle(ModelDirectory models) => Results.Ok(new ModelList([.. models.All().Select(ModelObject.Of)]));

    /// <param name="id">Holds <c>/</c>, which some clients escape, and routing leaves escaped.</param>
    public static IResult HandleOne(string id, ModelDirectory models) =>
        models.All().FirstOrDefault(model => model.Id == id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase)) is { } found ? Results.Ok(ModelObject.Of(found)) : ApiError.NotFound(Surfaces.Models, "model: there is none of this id.");
}

internal sealed record ModelList(IReadOnlyList<ModelObject> Data)
{
    public string Object { get; } = "list";
}
