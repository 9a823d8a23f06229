using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.ModelCatalog.Operations;

/// <summary>An operation that was taken down, or why it was not.</summary>
internal readonly record struct TakenOperation(ApiError? Refused, ModelOperation? Operation)
{
    public static implicit operator TakenOperation(ApiError refused) => new(refused, null);

    public static implicit operator TakenOperation(ModelOperation operation) => new(null, operation);

    /// <summary>202 with the operation, or the error.</summary>
    public IResult Result() => Operation is { } operation ? Results.Accepted($"/api/operations/{operation.Id}", operation.ToContract()) : Refused!;
}
