using Chatbot.Chat.Contracts;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Chatbot.Chat.Files;

internal static class FileEndpoints
{
    public static void MapFiles(this IEndpointRouteBuilder api)
    {
        var files = api.MapGroup("/files").WithTags("Files").WithMetadata(new SurfaceMetadata(Surfaces.Files));
        files.MapPost("/upload", UploadFile.HandleAsync)
            .WithName("UploadFile")
            .WithMetadata(new RequestSizeLimitAttribute(UploadForm.LargestBody))
            .AddOpenApiOperationTransformer(DescribeForm)
            .Produces<UploadedFile>();
        files.MapGet("/{name}", GetFile.HandleAsync).WithName("GetFile").Produces(200, contentType: "application/octet-stream");
    }

    // Said here alone: were it metadata of the route, any other body would be refused before the handler can say what is missing.
    private static Task DescribeForm(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var form = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string> { "file" },
            Properties = new Dictionary<string, IOpenApiSchema> { ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
        };
        operation.RequestBody = new OpenApiRequestBody { Required = true, Content = new Dictionary<string, OpenApiMediaType> { ["multipart/form-data"] = new() { Schema = form } } };
        return Task.CompletedTask;
    }
}
