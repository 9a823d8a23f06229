using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Chatbot.LmStudioSimulator.Hosts;

namespace Chatbot.LmStudioSimulator.OpenAi;

/// <summary><c>POST /v1/embeddings</c>: the same text has the same vector, other texts other ones; nearness means nothing.</summary>
internal static class Embeddings
{
    public const int Dimensions = 768;

    public static async Task<IResult> HandleAsync(HttpContext context, SimulatedHost host, CancellationToken cancellationToken)
    {
        if (await SnakeCase.ReadAsync<EmbeddingRequest>(context) is not { } request) return OpenAiError.BadRequest("The body is not valid JSON.");
        if (request.Inputs() is not { Count: > 0 } inputs) return OpenAiError.BadRequest("'input' field must be a string or an array of strings", "input");

        try
        {
            var instance = await host.ResolveAsync(request.Model, SimulatedModel.Embedding, LoadSettings.JustInTimeToLive, cancellationToken);
            using var work = await instance.EnterAsync(SimulatedInstance.ComputingEmbedding, cancellationToken);
            work.End = WorkEnd.Completed;
            return SnakeCase.Result(new
            {
                @object = "list",
                data = inputs.Select((input, index) => new { @object = "embedding", embedding = Shown(Vector(input), request), index }),
                model = instance.Identifier,
                // LM Studio counts none here.
                usage = new { promptTokens = 0, totalTokens = 0 },
            });
        }
        catch (HostRefusal refusal)
        {
            return OpenAiError.Refused(refusal);
        }
    }

    // The official client asks for base64 unless told otherwise, and takes nothing else then.
    private static object Shown(float[] vector, EmbeddingRequest request) =>
        request.EncodingFormat == "base64" ? Convert.ToBase64String(MemoryMarshal.AsBytes(vector.AsSpan())) : vector;

    /// <summary>Of length one.</summary>
    public static float[] Vector(string text)
    {
        var vector = new float[Dimensions];
        var seed = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        for (var index = 0; index < Dimensions; index += seed.Length)
        {
            seed = SHA256.HashData(seed);
            for (var offset = 0; offset < seed.Length; offset++) vector[index + offset] = (seed[offset] / 127.5f) - 1;
        }

        var length = MathF.Sqrt(vector.Sum(value => value * value));
        return [.. vector.Select(value => value / length)];
    }

    private sealed record EmbeddingRequest(string? Model, JsonElement? Input, string? EncodingFormat)
    {
        public IReadOnlyList<string>? Inputs() => Input switch
        {
            { ValueKind: JsonValueKind.String } text => [text.GetString()!],
            { ValueKind: JsonValueKind.Array } texts when texts.EnumerateArray().All(text => text.ValueKind == JsonValueKind.String) =>
                [.. texts.EnumerateArray().Select(text => text.GetString()!)],
            _ => null,
        };
    }
}
