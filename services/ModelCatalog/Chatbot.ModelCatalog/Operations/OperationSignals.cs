using Chatbot.ModelCatalog.Events;

namespace Chatbot.ModelCatalog.Operations;

internal sealed class OperationSignals
{
    /// <summary>Some operation changed.</summary>
    public ChangeSignal Changed { get; } = new();

    /// <summary>There is something to send at once.</summary>
    public ChangeSignal Requested { get; } = new();
}
