using System.Text.Json;
using System.Text.Json.Nodes;

namespace Chatbot.Testing;

/// <summary>A text file in git that a test holds the product to. <c>UPDATE_SNAPSHOTS=1</c> writes it anew.</summary>
public static class Snapshot
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <param name="path">Relative to the checkout's root.</param>
    /// <returns>A sentence that says what to do, or null when the file agrees.</returns>
    public static async Task<string?> DifferenceAsync(string path, string actual)
    {
        var file = Path.Combine(Repository.Root, path);
        actual = actual.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, actual);
        }

        var expected = File.Exists(file) ? await File.ReadAllTextAsync(file) : "";
        return expected.ReplaceLineEndings("\n") == actual
            ? null
            : $"{path} is stale. Run the test with UPDATE_SNAPSHOTS=1, read the difference, and commit it.";
    }

    /// <summary>The OpenAPI document of a service, against <c>docs/openapi/&lt;service&gt;.json</c>; without the address it is served at.</summary>
    public static async Task<string?> OpenApiDifferenceAsync(HttpClient client, string service)
    {
        var document = JsonNode.Parse(await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!.AsObject();
        document.Remove("servers");
        return await DifferenceAsync($"docs/openapi/{service}.json", document.ToJsonString(Indented));
    }
}
