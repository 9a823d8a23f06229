using Chatbot.Auth.Contracts;
using Chatbot.Web.Clients;
using Chatbot.Web.Sessions;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Settings;

/// <summary>A new key stands in the answer to its form and nowhere else: neither an address nor a cookie ever holds it.</summary>
public sealed partial class ApiKeysSection
{
    private IReadOnlyList<ApiKeySummary>? keys;
    private NewApiKey? made;
    private string? problem;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "create-key")]
    private ApiKeyForm? NewKey { get; set; }

    [SupplyParameterFromForm(FormName = "revoke-key")]
    private ChosenKey? Revoked { get; set; }

    [Inject]
    private AccountClient Accounts { get; set; } = null!;

    [Inject]
    private KeyRevocations Revocations { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <summary>What was typed is not to be typed again.</summary>
    private ApiKeyForm? Refused => problem is null ? null : NewKey;

    protected override Task OnInitializedAsync() => TryAsync(ListAsync);

    private Task CreateAsync() => TryAsync(async () =>
    {
        if (NewKey?.ToRequest() is not { } request)
        {
            problem = SettingsTexts.KeyInvalid;
            return;
        }

        made = await Accounts.CreateKeyAsync(request, Context.RequestAborted);
        await ListAsync();
    });

    private async Task RevokeAsync()
    {
        if (Revoked?.Id is not { } id) return;
        await TryAsync(async () =>
        {
            try
            {
                await Accounts.RevokeKeyAsync(id, Context.RequestAborted);
            }
            catch (ServiceFailure failure) when (failure.IsMissing)
            {
                // Sent twice: it is revoked.
            }

            Revocations.Tell();
            Notices.Leave(Context, Notices.KeyRevoked);
        });
        if (problem is null) Navigation.NavigateTo("/settings");
    }

    private async Task ListAsync() => keys = (await Accounts.KeysAsync(Context.RequestAborted)).Keys;

    private async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (ServiceFailure failure)
        {
            problem = failure.Message;
        }
    }
}
