using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.ModelCatalog.Hosts;

/// <summary>What was not read yet is not said to be missing: until the table of hosts was read, every route of the contract is offline.</summary>
internal static class HostsAreRead
{
    public static void UseHostsAreRead(this IApplicationBuilder app) => app.Use((context, next) =>
        context.GetEndpoint()?.Metadata.GetMetadata<SurfaceMetadata>() is not { } surface || context.RequestServices.GetRequiredService<HostRegister>().IsRead
            ? next(context)
            : ApiError.Offline(surface.Surface, "The catalog is starting. Please try again in a moment.").ExecuteAsync(context));
}
