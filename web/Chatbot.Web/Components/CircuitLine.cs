using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Chatbot.Web.Components;

/// <summary>The connection to the open page. What was called over it and not answered before it broke did not happen.</summary>
internal sealed class CircuitLine : CircuitHandler
{
    /// <summary>It is there, for the first time or again.</summary>
    public event Action? CameUp;

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        CameUp?.Invoke();
        return Task.CompletedTask;
    }
}
