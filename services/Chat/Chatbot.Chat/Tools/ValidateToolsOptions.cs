using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Tools;

internal sealed class ValidateToolsOptions : IValidateOptions<ToolsOptions>
{
    public ValidateOptionsResult Validate(string? name, ToolsOptions options)
    {
        List<string> errors = [];
        Check(options.Weather.BaseUrl, nameof(WeatherOptions.BaseUrl));
        Check(options.Weather.PlacesUrl, nameof(WeatherOptions.PlacesUrl));
        if (options.Weather.DeadlineSeconds is < 1 or > 60) errors.Add("Tools:Weather:DeadlineSeconds must be between 1 and 60.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Check(Uri? address, string setting)
        {
            if (address is not (null or { IsAbsoluteUri: true, Scheme: "http" or "https" })) errors.Add($"Tools:Weather:{setting} must be an http or https address.");
        }
    }
}
