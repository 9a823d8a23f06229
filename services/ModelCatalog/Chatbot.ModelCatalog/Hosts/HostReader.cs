using Chatbot.Auth.Contracts;
using Chatbot.ServiceDefaults.Authentication;

namespace Chatbot.ModelCatalog.Hosts;

/// <summary>Who looks at the hosts: what they may see of them.</summary>
/// <param name="Models">Patterns of the models that they may use.</param>
/// <param name="Manages">They manage hosts: nothing is hidden.</param>
internal sealed record HostReader(IReadOnlyList<string> Models, bool Manages)
{
    public static HostReader Of(CurrentUser user) => new(user.Models, user.May(Permissions.HostsManage));

    public bool MaySee(string modelId) => Manages || ModelPatterns.Allow(Models, modelId);
}
