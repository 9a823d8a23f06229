using System.Text.Json;
using Chatbot.ModelCatalog.Contracts;

namespace Chatbot.ModelCatalog.Operations;

/// <summary>A decision about an operation; number 0 is the catalog's own.</summary>
/// <param name="Inputs">A JSON object.</param>
internal sealed record Decision(OperationId OperationId, int Number, DateTimeOffset At, string Kind, string Sentence, string Inputs)
{
    public OperationDecision ToContract() => new(Number, At, Kind, Sentence, JsonSerializer.Deserialize<JsonElement>(Inputs));
}

/// <summary>Why the catalog chose the host.</summary>
internal sealed record Placed(string Sentence, object Inputs)
{
    private const string Kind = "placed";

    public Decision For(ModelOperation operation, DateTimeOffset at) =>
        new(operation.Id, 0, at, Kind, Sentence, JsonSerializer.Serialize(Inputs, CatalogJson.Options));
}
