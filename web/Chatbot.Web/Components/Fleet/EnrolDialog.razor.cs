using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.Clients;
using Chatbot.Web.ModelCatalog;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Fleet;

/// <summary>Step by step to an agent on another machine: a token, what to run there, and waiting until it is heard.</summary>
public sealed partial class EnrolDialog : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private string name = "";
    private string system = EnrolmentCommands.Systems[0];
    private string? problem;
    private bool isBusy;
    private EnrolmentToken? token;
    private bool isNewStep;
    private ElementReference steps;
    private DateTimeOffset madeAt;

    /// <summary>A host that is enrolled anew; null adds one.</summary>
    [Parameter]
    public HostEntry? Existing { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Inject]
    private HostClient Client { get; set; } = null!;

    [Inject]
    private HostFeed Hosts { get; set; } = null!;

    [Inject]
    private BrowserClock Clock { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Server => new Uri(Navigation.BaseUri).GetLeftPart(UriPartial.Authority);

    private bool IsLocalOnly => new Uri(Navigation.BaseUri).IsLoopback;

    // One that is enrolled anew may be there already, by its earlier account: it has to be heard after the token was made.
    private bool HasArrived => token is not null && Hosts.Find(token.Id) is { Host: { Online: true, Enrolled: true } host } && host.LastSeenAt > madeAt;

    public void Dispose()
    {
        Hosts.Changed -= Draw;
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnInitialized() => Hosts.Changed += Draw;

    // The button that had the focus went with the first step.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!isNewStep || token is null) return;
        isNewStep = false;
        await steps.FocusAsync();
    }

    private async Task AskAsync()
    {
        if (isBusy || (Existing is null && name.Trim().Length == 0)) return;
        (isBusy, problem) = (true, null);
        try
        {
            token = Existing is null ? await Client.AddAsync(name.Trim(), _gone.Token) : await Client.RenewTokenAsync(Existing.Id, _gone.Token);
            (madeAt, isNewStep) = (Clock.Now, true);
        }
        catch (ServiceFailure refusal)
        {
            problem = refusal.Message;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // Closed meanwhile; an unused token ends by itself.
        }

        isBusy = false;
    }

    private void Draw() => _ = InvokeAsync(StateHasChanged);
}
