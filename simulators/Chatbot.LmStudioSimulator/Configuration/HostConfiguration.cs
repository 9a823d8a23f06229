using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Chatbot.LmStudioSimulator.Configuration;

/// <summary>Reads the hosts of the section <c>Simulator</c>: one from its flat settings, or one for each entry of <c>Hosts</c>, which start from those.</summary>
internal static class HostConfiguration
{
    /// <summary>Throws with everything that is wrong at once.</summary>
    public static IReadOnlyList<StudioOptions> Read(IConfigurationSection section)
    {
        var entries = section.GetSection("Hosts").GetChildren().ToList();
        List<StudioOptions> hosts = entries.Count == 0 ? [Bound(section, null)] : [.. entries.Select(entry => Bound(section, entry))];

        List<string> errors = [.. hosts.SelectMany((host, index) => Errors(host).Select(error => $"{(entries.Count == 0 ? section.Path : entries[index].Path)}: {error}"))];
        var ports = hosts.Where(host => host.Port != 0).GroupBy(host => host.Port).Where(group => entries.Count > 0 && group.Count() > 1);
        errors.AddRange(ports.Select(group => $"{section.Path}:Hosts: {string.Join(" and ", group.Select(host => $"'{host.Name}'"))} have the same Port {group.Key}."));
        return errors.Count == 0 ? hosts : throw new OptionsValidationException(section.Path, typeof(StudioOptions), errors);
    }

    private static StudioOptions Bound(IConfigurationSection section, IConfigurationSection? entry)
    {
        var options = new StudioOptions();
        section.Bind(options);
        if (entry is null) return options;

        options.Name = entry.Key;
        // A list would be added to, not replaced.
        if (entry.GetSection(nameof(StudioOptions.Models)).Exists()) options.Models = [];
        if (entry.GetSection(nameof(StudioOptions.Catalog)).Exists()) options.Catalog = [];
        entry.Bind(options);
        return options;
    }

    private static IEnumerable<string> Errors(StudioOptions host)
    {
        foreach (var error in Broken(host)) yield return error;
        foreach (var error in host.Models.Concat(host.Catalog).SelectMany(model => Broken(model).Select(error => $"Models ('{model.Key}'): {error}"))) yield return error;
        foreach (var error in host.Faults.Errors()) yield return $"Faults: {error}";
        foreach (var key in host.Models.GroupBy(model => model.Key).Where(group => group.Count() > 1).Select(group => group.Key)) yield return $"Models names '{key}' twice.";
        if (host is { Models.Count: > 0, ModelCount: > 0 }) yield return "Give either Models or ModelCount, not both.";
        if (host.RulesFile is { Length: > 0 } file && !File.Exists(file)) yield return $"RulesFile names '{file}', which is not there.";
    }

    private static IEnumerable<string> Broken(object options)
    {
        List<ValidationResult> results = [];
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return results.Select(result => result.ErrorMessage!);
    }
}
