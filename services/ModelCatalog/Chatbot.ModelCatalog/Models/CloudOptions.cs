using Chatbot.ModelCatalog.Contracts;
using Microsoft.Extensions.Options;

namespace Chatbot.ModelCatalog.Models;

/// <summary>Models that do not run on a host of ours. They are offered where their provider is switched on.</summary>
internal sealed class CloudOptions
{
    /// <summary>Provider (<c>gateway</c>, <c>google</c>) to whether there is a key for it.</summary>
    public Dictionary<string, bool> CloudProviders { get; init; } = [];

    public List<CloudModel> CloudModels { get; init; } = [];

    public IEnumerable<CloudModel> Offered => CloudModels.Where(model => CloudProviders.GetValueOrDefault(model.Provider));
}

internal sealed class CloudModel
{
    public string Id { get; init; } = "";

    public string Name { get; init; } = "";

    public string Description { get; init; } = "";

    public string Provider { get; init; } = "";

    public bool Vision { get; init; }

    public bool Tools { get; init; }

    public bool Reasoning { get; init; }

    public int? MaxContextLength { get; init; }
}

internal sealed class ValidateCloudOptions : IValidateOptions<CloudOptions>
{
    public ValidateOptionsResult Validate(string? name, CloudOptions options)
    {
        List<string> errors = [];
        foreach (var model in options.CloudModels.Where(model => model.Id.Length == 0 || model.Name.Length == 0 || model.Provider.Length == 0))
            errors.Add($"CloudModels: the entry '{model.Id}' needs an Id, a Name and a Provider.");
        foreach (var id in options.CloudModels.GroupBy(model => model.Id).Where(group => group.Count() > 1).Select(group => group.Key))
            errors.Add($"CloudModels: the id '{id}' is there twice.");
        foreach (var model in options.CloudModels.Where(model => model.Id == ModelIds.AnyLoaded || ModelIds.TryParseLocal(model.Id, out _, out _)))
            errors.Add($"CloudModels: the id '{model.Id}' is a local model's.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
