using Chatbot.Chat.Models;
using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Titles;

/// <summary>Who names a chat: of a local chat nobody but the model that answered, since its text does not leave the house.</summary>
internal sealed class TitleModels(IOptions<ModelsOptions> options)
{
    private const string Role = "title-model";

    /// <summary>Null where there is none.</summary>
    public ModelTarget? For(ModelTarget answered) => answered is LocalTarget ? answered : Cloud();

    private CloudTarget? Cloud() =>
        options.Value.Roles.TryGetValue(Role, out var model) && options.Value.Providers[model.Provider] is { ApiKey: { Length: > 0 } key, BaseUrl: { } address }
            ? new CloudTarget(Role, model.Model, address, key)
            : null;
}
