using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Models;

/// <summary>The names under which operators know the providers' settings, mapped in one place; and the rules across fields.</summary>
internal sealed class ModelsOptionsSetup(IConfiguration configuration) : IPostConfigureOptions<ModelsOptions>, IValidateOptions<ModelsOptions>
{
    private readonly List<string> _errors = [];

    public void PostConfigure(string? name, ModelsOptions options)
    {
        Map(options, "gateway", "AI_GATEWAY_API_KEY", "AI_GATEWAY_BASE_URL");
        Map(options, "google", "GEMINI_API_KEY", null);
    }

    public ValidateOptionsResult Validate(string? name, ModelsOptions options)
    {
        var errors = new List<string>(_errors);
        foreach (var (provider, settings) in options.Providers)
        {
            if (settings.BaseUrl is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
                errors.Add($"Models:Providers:{provider}:BaseUrl must be an http or https address.");
        }

        foreach (var (setting, model) in options.Cloud.Select(model => ($"Cloud:{model.Key}", model.Value)).Concat(options.Roles.Select(role => ($"Roles:{role.Key}", role.Value))))
        {
            if (!options.Providers.ContainsKey(model.Provider)) errors.Add($"Models:{setting}:Provider '{model.Provider}' is not among Models:Providers.");
            if (model.Model.Length == 0) errors.Add($"Models:{setting}:Model is missing.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private void Map(ModelsOptions options, string provider, string keySetting, string? addressSetting)
    {
        if (!options.Providers.TryGetValue(provider, out var settings)) return;
        if (configuration[keySetting] is { Length: > 0 } key) settings.ApiKey = key;
        if (addressSetting is null || configuration[addressSetting] is not { Length: > 0 } address) return;
        if (Uri.TryCreate(address, UriKind.Absolute, out var url)) settings.BaseUrl = url;
        else _errors.Add($"{addressSetting} is not an address: write it like https://gateway.example.com/v1.");
    }
}
