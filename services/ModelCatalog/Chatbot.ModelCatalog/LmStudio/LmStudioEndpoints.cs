using Chatbot.Auth.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.ModelCatalog.LmStudio;

/// <summary>The names that clients of the chat template know, over what the other routes do.</summary>
internal static class LmStudioEndpoints
{
    public static void MapLmStudio(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/lmstudio").WithTags("LM Studio").RequireAuthorization().WithMetadata(new SurfaceMetadata(Surfaces.Models));
        group.MapGet("/models", ShowLmStudio.Models).WithName("ListLmStudioModels");
        group.MapGet("/status", ShowLmStudio.Status).WithName("ShowLmStudioStatus");
        Load("/load", "LoadLmStudio");
        Load("/models/load", "LoadLmStudioModel");
        group.MapPost("/unload", UnloadAndWait.ModelAsync).RequirePermission(Permissions.ModelsUnload).Produces<LmStudioDone>().WithName("UnloadLmStudio");
        group.MapPost("/models/unload", UnloadAndWait.InstanceAsync).RequirePermission(Permissions.ModelsUnload).Produces<LmStudioDone>().WithName("UnloadLmStudioModel");

        void Load(string path, string name) =>
            group.MapPost(path, LoadAndWait.HandleAsync).RequirePermission(Permissions.ModelsLoad).Produces<LmStudioDone>().WithName(name);
    }
}
