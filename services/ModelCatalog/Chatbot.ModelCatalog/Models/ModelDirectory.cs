using System.Collections.Immutable;
using Chatbot.ModelCatalog.Hosts;
using Microsoft.Extensions.Options;

namespace Chatbot.ModelCatalog.Models;

/// <summary>The model list of the present picture, made once for each picture that somebody asks for.</summary>
internal sealed class ModelDirectory(Fleet fleet, IOptions<CloudOptions> cloud)
{
    private readonly Lock _gate = new();
    private ImmutableSortedDictionary<string, HostState>? _hosts;
    private IReadOnlyList<ListedModel> _models = [];

    public IReadOnlyList<ListedModel> Models
    {
        get
        {
            lock (_gate)
            {
                var hosts = fleet.Hosts;
                if (!ReferenceEquals(hosts, _hosts))
                {
                    _models = ModelList.Build(hosts.Values, cloud.Value, _models);
                    _hosts = hosts;
                }

                return _models;
            }
        }
    }
}
