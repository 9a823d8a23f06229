using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Tools;

/// <summary>
/// <c>getWeather {latitude, longitude}</c> or <c>{city}</c>, answered by an Open-Meteo service at the configured address, and
/// nowhere else.
/// </summary>
internal sealed class WeatherTool(IHttpClientFactory http, IOptions<ToolsOptions> options, TimeProvider time) : AIFunction
{
    public const string HttpClientName = "weather";
    public const int LargestResponse = 256 * 1024;

    private static readonly JsonElement Schema = JsonSerializer.Deserialize<JsonElement>(
        """
        {"type":"object","properties":{
            "latitude":{"type":"number","minimum":-90,"maximum":90},
            "longitude":{"type":"number","minimum":-180,"maximum":180},
            "city":{"type":"string","description":"Name of a city, where the coordinates are not known"}}}
        """);

    public override string Name => "getWeather";

    public override string Description => "Get the current weather at a location, given by its coordinates or by the name of a city.";

    public override JsonElement JsonSchema => Schema;

    private WeatherOptions Weather => options.Value.Weather;

    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        if (Weather.BaseUrl is not { } service) return ToolOutcome.Failed("The weather service is not configured.");
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(Weather.DeadlineSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var city = Text(arguments, "city");
            var place = city is null ? (Number(arguments, "latitude", 90), Number(arguments, "longitude", 180)) : await FindAsync(city, either.Token);
            if (place is not ({ } latitude, { } longitude))
                return ToolOutcome.Failed(city is null ? "Give latitude and longitude as numbers, or the name of a city." : $"Could not find coordinates for \"{city}\". Give latitude and longitude instead.");

            var query = string.Create(
                CultureInfo.InvariantCulture,
                $"forecast?latitude={latitude}&longitude={longitude}&current=temperature_2m&hourly=temperature_2m&daily=sunrise,sunset&timezone=auto&forecast_days=1");
            var weather = await GetAsync(service, query, either.Token) as JsonObject ?? throw new JsonException("No object.");
            if (city is not null) weather["cityName"] = city;
            return weather;
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or InvalidOperationException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return ToolOutcome.Failed("The weather service can't be reached right now.");
        }
    }

    // {"results":[{"name":"Berlin","latitude":52.52437,"longitude":13.41053}]}, without results where there is no such place.
    private async Task<(double?, double?)> FindAsync(string city, CancellationToken cancellationToken)
    {
        if (Weather.PlacesUrl is not { } places) return (null, null);
        var found = await GetAsync(places, $"search?name={Uri.EscapeDataString(city)}&count=1&language=en&format=json", cancellationToken);
        var place = (found?["results"] as JsonArray)?.FirstOrDefault();
        return (place?["latitude"]?.GetValue<double>(), place?["longitude"]?.GetValue<double>());
    }

    private async Task<JsonNode?> GetAsync(Uri service, string query, CancellationToken cancellationToken)
    {
        using var client = http.CreateClient(HttpClientName);
        return JsonNode.Parse(await client.GetStringAsync(new Uri(new Uri($"{service.AbsoluteUri.TrimEnd('/')}/"), query), cancellationToken));
    }

    private static string? Text(AIFunctionArguments arguments, string name) =>
        arguments.GetValueOrDefault(name) is JsonElement { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 and <= 200 } value ? value : null;

    private static double? Number(AIFunctionArguments arguments, string name, double limit) =>
        arguments.GetValueOrDefault(name) is JsonElement { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var value) && Math.Abs(value) <= limit ? value : null;
}
