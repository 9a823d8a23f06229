using Chatbot.Chat.Models;
using Chatbot.Chat.Models.Routing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Tools;

/// <summary>The tools that a model is given: all, where it can use tools at all.</summary>
internal sealed class ToolSet(IEnumerable<AIFunction> tools, HostTable hosts, IOptions<ModelsOptions> options)
{
    private readonly List<AIFunction> _tools = [.. tools];

    public IReadOnlyList<AIFunction> All => _tools;

    public IReadOnlyList<AIFunction> For(ModelTarget target) => CanCall(target) ? _tools : [];

    private bool CanCall(ModelTarget target) => target switch
    {
        CloudTarget cloud => options.Value.Cloud.GetValueOrDefault(cloud.Id)?.Tools == true,
        LocalTarget local => CanCall(local),
        _ => false,
    };

    // Whichever place answers in the end: all that may must be able to.
    private bool CanCall(LocalTarget local)
    {
        var meant = hosts.Hosts
            .Where(known => local.Host is null || known.Report.HostId == local.Host)
            .SelectMany(known => known.KeysOf(local).Select(known.Models.GetValueOrDefault)).ToList();
        return meant.Count > 0 && meant.TrueForAll(model => model?.Tools == true);
    }
}
