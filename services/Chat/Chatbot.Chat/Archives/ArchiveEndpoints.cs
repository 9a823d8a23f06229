using Chatbot.Chat.Contracts;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Archives;

internal static class ArchiveEndpoints
{
    // What multipart adds to the file.
    private const int Envelope = 64 * 1024;

    public static void MapArchives(this IEndpointRouteBuilder api)
    {
        var largest = api.ServiceProvider.GetRequiredService<IOptions<ArchivesOptions>>().Value.LargestBytes;
        var archives = api.MapGroup("/").WithTags("Archives").WithMetadata(new SurfaceMetadata(Surfaces.Chat));
        archives.MapGet("/export", ExportArchive.HandleAsync).WithName("ExportArchive").Produces(200, contentType: "application/json");
        archives.MapPost("/import", StartImport.HandleAsync).WithName("StartImport").Produces<ImportStarted>(202)
            .WithMetadata(new RequestSizeLimitAttribute(largest + Envelope));
        archives.MapGet("/import/{id}", GetImport.HandleAsync).WithName("GetImport").Produces<ImportProgress>();
    }
}
