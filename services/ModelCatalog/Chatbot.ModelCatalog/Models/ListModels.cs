using Chatbot.ModelCatalog.Contracts;
using Chatbot.ServiceDefaults.Authentication;

namespace Chatbot.ModelCatalog.Models;

/// <summary><c>GET /api/models</c>: what the caller may use.</summary>
internal static class ListModels
{
    public static IEnumerable<ModelEntry> Handle(ModelDirectory directory, CurrentUser user)
    {
        var patterns = user.Models;
        return directory.Models.Where(model => ModelPatterns.Allow(patterns, model.Entry.Id)).Select(model => model.Entry);
    }
}
