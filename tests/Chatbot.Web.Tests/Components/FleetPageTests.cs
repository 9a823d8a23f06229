using System.Text.Json;
using Bunit;
using Chatbot.Auth.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.Components;
using Chatbot.Web.Components.Fleet;
using Chatbot.Web.Sessions;
using Chatbot.Web.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Web.Tests.Components;

public sealed class FleetPageTests : BunitContext, IAsyncLifetime
{
    private FakeServices _fakes = null!;
    private BunitJSModuleInterop _page = null!;

    public async ValueTask InitializeAsync()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        _page = JSInterop.SetupModule("./app.js");
        _page.Mode = JSRuntimeMode.Loose;
        var dialog = JSInterop.SetupModule("./Components/Fleet/Dialog.razor.js");
        dialog.Mode = JSRuntimeMode.Loose;
        dialog.SetupModule(_ => true).Mode = JSRuntimeMode.Loose;
        _fakes = await FakeServices.StartAsync();
        _fakes.Auth.Permissions = [Permissions.ModelsLoad, Permissions.ModelsUnload, Permissions.HostsManage];
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await _fakes.DisposeAsync();
    }

    [Fact]
    public async Task A_host_shows_how_it_is_and_what_is_in_its_memory()
    {
        var page = await ShowAsync();
        var card = Card(page, "studio");
        foreach (var told in new[] { "Studio in the lab", "Ready.", "simulated", "LM Studio 0.4.25", "Ryzen 9", "128 GB RAM", "RTX 4090 (24 GB)", "5.2 GB of 16 GB in use", "10.8 GB free", "Qwen3 8B", "8k context of 32k asked", "idle", "41.5 tokens/s", "used 3 min ago", "unloads in 55 min", "loading 42 %", "about 12 s to go" })
            Assert.Contains(told, card, StringComparison.Ordinal);
        // A file is told as LM Studio tells it, in units of 1000.
        Assert.Contains("Gemma 3 27B16.4 GB", card, StringComparison.Ordinal);
        Assert.Contains("Offline since", Card(page, "workstation"), StringComparison.Ordinal);
        Assert.Equal("0.420", page.Find("[data-testid=model-progress]").GetAttribute("value"));
        Assert.Contains("1 of 2 hosts online", page.Find("[data-testid=fleet-summary]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unauthorized", "LM Studio refuses the token")]
    [InlineData("unreachable", "LM Studio has not answered since")]
    [InlineData("unsupported", "too old")]
    public async Task What_is_wrong_with_LM_Studio_is_said_in_plain_words(string health, string words)
    {
        var page = await ShowAsync();
        _fakes.Fleet.Change(FakeHosts.Studio with { Health = health, HealthSince = FakeHosts.Then, Detail = "told by the agent" });
        page.WaitForAssertion(() => Assert.Contains(words, Card(page, "studio"), StringComparison.Ordinal));
        Assert.Contains("told by the agent", Card(page, "studio"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_and_reasons_from_outside_are_text()
    {
        var page = await ShowAsync();
        _fakes.Fleet.Change(FakeHosts.Studio with { Name = "<img src=x onerror=alert(1)>", PendingLoads = [new HostPendingLoad("lmstudio:<b>x</b>", 1, "<script>alert(2)</script>")] });
        _fakes.Fleet.Change(FakeFleet.Operation("load", OperationStates.Failed, "load_failed", "<svg onload=alert(3)>"));
        page.WaitForAssertion(() => Assert.Contains("<svg onload=alert(3)>", page.Find("[data-testid=operation-row]").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("<img src=x onerror=alert(1)>", Card(page, "studio"), StringComparison.Ordinal));
        Assert.Empty(page.FindAll("img, script, [onload], [onerror]"));
    }

    [Fact]
    public async Task Who_may_nothing_sees_everything_and_no_button_that_acts()
    {
        _fakes.Auth.Permissions = [];
        _fakes.Fleet.Change(FakeFleet.Operation("load", OperationStates.Running));
        var page = await ShowAsync();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-rights=known] [data-testid=operation-row]")));
        Assert.Contains("Qwen3 8B", Card(page, "studio"), StringComparison.Ordinal);
        foreach (var name in new[] { "model-load-button", "model-unload-button", "model-pin-button", "load-cancel-button", "host-menu-button", "host-add-button", "operation-cancel-button" })
            Assert.Empty(page.FindAll($"[data-testid={name}]"));
    }

    [Fact]
    public async Task Who_asked_for_a_load_may_cancel_it_without_managing_hosts()
    {
        _fakes.Auth.Permissions = [Permissions.ModelsLoad, Permissions.ModelsUnload];
        var page = await ShowAsync();
        var own = (await Services.GetRequiredService<CircuitSession>().GetAsync()).User.Id;
        _fakes.Fleet.Change(FakeFleet.Operation("load", OperationStates.Running, by: own));
        _fakes.Fleet.Change(FakeFleet.Operation("load", OperationStates.Running));
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-testid=operation-row]").Count));
        page.WaitForAssertion(() => Assert.Contains("you", page.FindAll("[data-testid=operation-row]")[1].TextContent, StringComparison.Ordinal));
        Assert.Single(page.FindAll("[data-testid=operation-cancel-button]"));
    }

    [Fact]
    public async Task Without_a_host_it_says_what_to_do()
    {
        _fakes.Fleet.Clear();
        var page = await ShowAsync("[data-testid=fleet-empty]");
        page.WaitForAssertion(() => Assert.Contains("Add a machine that runs LM Studio", page.Find("[data-testid=fleet-empty]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_the_catalog_does_not_answer_nobody_is_told_that_there_is_no_host()
    {
        _fakes.Fleet.IsAway = true;
        var page = await ShowAsync("p.away");
        Assert.Contains("does not answer. Trying again.", page.Find("p.away").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=fleet-empty]"));
        _fakes.Fleet.IsAway = false;
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=host-card]")));
        Assert.Empty(page.FindAll("p.away"));
    }

    [Fact]
    public async Task What_simulated_means_is_said_once()
    {
        _fakes.Fleet.Change(FakeHosts.Studio with { Id = "second" });
        var page = await ShowAsync();
        Assert.Equal(2, page.FindAll("[data-testid=host-simulated]").Count);
        Assert.Single(page.FindAll("p"), line => line.TextContent.StartsWith("No LM Studio was found here", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Times_are_told_by_the_persons_own_clock_as_soon_as_it_is_known()
    {
        var asked = _page.Setup<int>("utcOffset");
        var page = await ShowAsync();
        Assert.Contains("Offline since Nov 23, 14:05.", Card(page, "workstation"), StringComparison.Ordinal);
        var elsewhere = Services.GetRequiredService<BrowserClock>().LearnAsync();
        asked.SetResult(120);
        page.WaitForAssertion(() => Assert.Contains("Offline since Nov 23, 16:05.", Card(page, "workstation"), StringComparison.Ordinal));
        Assert.True(await elsewhere);
    }

    [Fact]
    public async Task Before_a_load_it_says_what_it_would_displace_and_then_asks_for_what_was_chosen()
    {
        _fakes.Fleet.Estimates = [new("studio", true, 17 * FakeHosts.Gigabyte, 108 * FakeHosts.Gigabyte / 10, "low", ["qwen/qwen3-8b"], null)];
        var page = await ShowAsync();
        await page.ClickOnAsync($"[data-host=studio] [aria-label='Load {FakeModels.NotLoaded.Name}']");
        page.WaitForAssertion(() => Assert.Contains("It would unload Qwen3 8B. It needs about 17 GB, 10.8 GB free.", page.Find("[data-testid=load-estimate]").TextContent, StringComparison.Ordinal));
        await page.InvokeAsync(() => page.Find("[data-testid=load-context]").InputAsync(new() { Value = "16384" }));
        await page.InvokeAsync(() => page.Find("[data-testid=load-ttl]").ChangeAsync(new() { Value = "600" }));
        page.WaitForAssertion(() => Assert.Contains("It would unload", page.Find("[data-testid=load-estimate]").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.False(page.Find("[data-testid=load-confirm-button]").HasAttribute("disabled")));
        await page.InvokeAsync(() => page.Find("[data-testid=load-dialog] form:has(input)").SubmitAsync());
        page.WaitForAssertion(() => Assert.Single(_fakes.Catalog.Loads));
        var load = _fakes.Catalog.Loads[0];
        Assert.Equal((FakeModels.NotLoaded.Id, "studio", 16384, 600, null), (load.Model, load.Host, load.ContextLength, load.TtlSeconds, load.Pinned));
        Assert.Empty(page.FindAll("[data-testid=load-dialog]"));
    }

    [Theory]
    [InlineData("-5", "Give at least 256 tokens")]
    [InlineData("99999999", "This model takes at most ")]
    public async Task A_context_that_the_model_cannot_have_is_refused_in_a_sentence(string length, string sentence)
    {
        var page = await ShowAsync();
        await page.ClickOnAsync($"[data-host=studio] [aria-label='Load {FakeModels.NotLoaded.Name}']");
        await page.InvokeAsync(() => page.Find("[data-testid=load-context]").InputAsync(new() { Value = length }));
        Assert.Contains(sentence, page.Find("[data-testid=load-estimate]").TextContent, StringComparison.Ordinal);
        await page.InvokeAsync(() => page.Find("[data-testid=load-dialog] form:has(input)").SubmitAsync());
        Assert.NotEmpty(page.FindAll("[data-testid=load-dialog]"));
        Assert.Empty(_fakes.Catalog.Loads);
    }

    [Fact]
    public async Task An_unload_says_for_how_many_answers_it_waits()
    {
        var page = await ShowAsync();
        _fakes.Fleet.Change(FakeHosts.Studio with { Instances = [FakeHosts.Instance with { InFlight = 1 }] });
        _fakes.Fleet.Change(FakeFleet.Operation("unload", OperationStates.Running, null, "Waiting for its turn on host studio.") with { Model = FakeHosts.Instance.Model, Host = "studio" });
        page.WaitForAssertion(() => Assert.Contains("waits for 1 answer", page.Find("[data-testid=operation-row]").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("Waiting for its turn", page.Find("[data-testid=operation-row]").TextContent, StringComparison.Ordinal);
        Assert.False(page.Find("[data-testid=operation-row] progress").HasAttribute("value"));
    }

    [Fact]
    public async Task What_cannot_fit_is_not_what_the_dialog_proposes()
    {
        _fakes.Fleet.Estimates = [new("studio", false, 17 * FakeHosts.Gigabyte, FakeHosts.Gigabyte, "low", [], "It is too large.")];
        var page = await ShowAsync();
        await page.ClickOnAsync($"[data-host=studio] [aria-label='Load {FakeModels.NotLoaded.Name}']");
        page.WaitForAssertion(() => Assert.Contains("Load anyway", page.Find("[data-testid=load-confirm-button]").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("primary", page.Find("[data-testid=load-confirm-button]").ClassName!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_hosts_menu_takes_the_focus_and_gives_it_back_when_it_is_left()
    {
        var page = await ShowAsync();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=host-menu-button]")));
        await page.ClickOnAsync("[data-host=studio] [data-testid=host-menu-button]");
        JSInterop.VerifyFocusAsyncInvoke(1);
        await page.ClickOnAsync("[data-host=studio] .menu-backdrop");
        Assert.Empty(page.FindAll("[data-host=studio] .menu"));
        JSInterop.VerifyFocusAsyncInvoke(2);
    }

    [Fact]
    public async Task Who_only_looks_can_scroll_the_page_by_keyboard()
    {
        var page = await ShowAsync();
        var region = page.Find("[data-testid=fleet]");
        Assert.Equal(("0", "region", "Models and hosts"), (region.GetAttribute("tabindex"), region.GetAttribute("role"), region.GetAttribute("aria-label")));
    }

    [Fact]
    public async Task A_busy_model_is_drained_and_broken_off_only_after_a_second_word()
    {
        var page = await ShowAsync();
        _fakes.Fleet.Change(FakeHosts.Studio with { Instances = [FakeHosts.Instance with { InFlight = 2 }] });
        page.WaitForAssertion(() => Assert.Contains("2 running", Card(page, "studio"), StringComparison.Ordinal));
        await page.ClickOnAsync("[data-testid=model-unload-button]");
        Assert.Contains("unloaded when they have ended", page.Find("[data-testid=unload-dialog]").TextContent, StringComparison.Ordinal);
        Assert.Empty(_fakes.Catalog.Unloads);
        await page.ClickOnAsync("[data-testid=unload-force-button]");
        Assert.Empty(_fakes.Catalog.Unloads);
        await page.ClickOnAsync("[data-testid=unload-force-confirm-button]");
        page.WaitForAssertion(() => Assert.True(Assert.Single(_fakes.Catalog.Unloads).Force));
        Assert.Equal("qwen/qwen3-8b", _fakes.Catalog.Unloads[0].InstanceId);
    }

    [Fact]
    public async Task Pinning_and_letting_go_are_loads_that_say_so()
    {
        var page = await ShowAsync();
        await page.ClickOnAsync("[data-testid=model-pin-button]");
        page.WaitForAssertion(() => Assert.True(Assert.Single(_fakes.Catalog.Loads).Pinned));
        _fakes.Fleet.Change(FakeHosts.Studio with { Instances = [FakeHosts.Instance with { Pinned = true, TtlRemainingSeconds = null }] });
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=model-unpin-button]")));
        Assert.Contains("pinned", Card(page, "studio"), StringComparison.Ordinal);
        await page.ClickOnAsync("[data-testid=model-unpin-button]");
        page.WaitForAssertion(() => Assert.Equal(2, _fakes.Catalog.Loads.Count));
        Assert.False(_fakes.Catalog.Loads[1].Pinned);
    }

    [Fact]
    public async Task Operations_say_who_and_how_they_stand_and_one_that_runs_is_cancelled()
    {
        var page = await ShowAsync();
        _fakes.Fleet.Change(FakeFleet.Operation("unload", OperationStates.Failed, "out_of_memory", "The model does not fit."));
        var running = FakeFleet.Operation("load", OperationStates.Running);
        _fakes.Fleet.Change(running);
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-testid=operation-row]").Count));
        var rows = page.FindAll("[data-testid=operation-row]");
        Assert.Contains("Load Gemma 3 27B on Studio in the lab", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("30 %", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("somebody else", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("failed: not enough memory", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("The model does not fit.", rows[1].TextContent, StringComparison.Ordinal);
        await page.ClickOnAsync("[data-testid=operation-cancel-button]");
        page.WaitForAssertion(() => Assert.Contains("cancelled", page.FindAll("[data-testid=operation-row]")[0].TextContent, StringComparison.Ordinal));
        Assert.Contains($"POST /api/operations/{running.Id}/cancel", _fakes.Fleet.Asked);
    }

    [Fact]
    public async Task Why_is_told_with_what_it_was_decided_by()
    {
        var operation = FakeFleet.Operation("load", OperationStates.Succeeded);
        var inputs = JsonSerializer.Deserialize<JsonElement>("""{"budgetBytes":17179869184,"resident":[{"id":"a","bytes":5368709120,"busy":1,"pinned":false}],"evict":[]}""");
        _fakes.Fleet.Why = new OperationWhy(operation, new OperationRequested(Guid.Empty, operation.CreatedAt, new OperationOptions(600, true, 8192, null, null, null)), null, [new OperationDecision(1, operation.CreatedAt, "started", "LM Studio was told to load it.", inputs)]);
        var page = await ShowAsync();
        _fakes.Fleet.Change(operation);
        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-testid=operation-row]")));
        await page.ClickOnAsync("[data-testid=operation-why-button]");
        page.WaitForAssertion(() => Assert.Contains("LM Studio was told to load it.", page.Find("[data-testid=operation-why]").TextContent, StringComparison.Ordinal));
        var why = page.Find("[data-testid=operation-why]").TextContent;
        foreach (var told in new[] { "8k context", "for 10 min without use", "pinned", "budget", "16 GB", "id a, bytes 5 GB", "busy 1" })
            Assert.Contains(told, why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_host_is_enrolled_step_by_step_until_it_is_heard()
    {
        var page = await ShowAsync();
        await page.ClickOnAsync("[data-testid=host-add-button]");
        await page.TypeIntoAsync("[data-testid=enrol-name]", "Desk");
        await page.InvokeAsync(() => page.Find("[data-testid=enrol-dialog] form.name").SubmitAsync());
        page.WaitForAssertion(() => Assert.Contains("Agent__EnrolmentToken=desk.s3cret", page.Find("[data-testid=enrol-commands]").TextContent, StringComparison.Ordinal));
        await page.ClickOnAsync("[data-testid=enrol-system-windows]");
        Assert.Contains("sc.exe create ChatbotAgent", page.Find("[data-testid=enrol-commands]").TextContent, StringComparison.Ordinal);
        Assert.Contains("\"EnrolmentToken\":\"desk.s3cret\"", page.Find("[data-testid=enrol-commands]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Waiting for the agent", page.Find("[data-testid=enrol-arrival]").TextContent, StringComparison.Ordinal);
        _fakes.Fleet.Change(FakeHosts.Studio with { Id = "desk", Name = "Desk", LastSeenAt = TimeProvider.System.GetUtcNow().AddSeconds(1) });
        page.WaitForAssertion(() => Assert.Contains("Desk is here", page.Find("[data-testid=enrol-arrival]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_is_renamed_and_removed_after_a_question()
    {
        var page = await ShowAsync();
        await page.ClickOnAsync("[data-host=workstation] [data-testid=host-menu-button]");
        await page.ClickOnAsync("[data-testid=host-rename]");
        // The menu took it; the dialog that opens now gives the focus back to where it was: to the button, for the entry is gone.
        JSInterop.VerifyFocusAsyncInvoke(2);
        await page.TypeIntoAsync("[data-testid=name-input]", "Under the desk");
        await page.InvokeAsync(() => page.Find("form.name-form").SubmitAsync());
        page.WaitForAssertion(() => Assert.Contains("PATCH /api/hosts/workstation {\"name\":\"Under the desk\"}", _fakes.Fleet.Asked));
        await page.ClickOnAsync("[data-host=workstation] [data-testid=host-menu-button]");
        await page.ClickOnAsync("[data-testid=host-remove]");
        Assert.DoesNotContain(_fakes.Fleet.Asked, asked => asked.StartsWith("DELETE", StringComparison.Ordinal));
        await page.ClickOnAsync("[data-testid=confirm-button]");
        page.WaitForAssertion(() => Assert.Contains("DELETE /api/hosts/workstation", _fakes.Fleet.Asked));
    }

    [Fact]
    public async Task A_removal_that_is_refused_says_why_beside_the_question()
    {
        _fakes.Fleet.Refusal = "This host stands in the configuration.";
        var page = await ShowAsync();
        await page.ClickOnAsync("[data-host=workstation] [data-testid=host-menu-button]");
        await page.ClickOnAsync("[data-testid=host-remove]");
        Assert.Empty(page.FindAll("[data-testid=confirm-dialog] [role=alert]"));
        await page.ClickOnAsync("[data-testid=confirm-button]");
        page.WaitForAssertion(() => Assert.Equal(_fakes.Fleet.Refusal, page.Find("[data-testid=confirm-dialog] [role=alert]").TextContent));
        Assert.Contains("Its models leave the list", page.Find("[data-testid=confirm-dialog]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_download_is_asked_of_the_host()
    {
        var page = await ShowAsync();
        await page.ClickOnAsync("[data-host=studio] [data-testid=host-menu-button]");
        await page.ClickOnAsync("[data-testid=host-download]");
        await page.TypeIntoAsync("[data-testid=name-input]", "qwen/qwen3-4b");
        await page.TypeIntoAsync("[data-testid=second-input]", "Q4_K_M");
        await page.InvokeAsync(() => page.Find("form.name-form").SubmitAsync());
        page.WaitForAssertion(() => Assert.Contains(_fakes.Fleet.Asked, asked => asked.StartsWith("POST /api/hosts/studio/downloads {\"model\":\"qwen/qwen3-4b\",\"quantization\":\"Q4_K_M\"", StringComparison.Ordinal)));
        page.WaitForAssertion(() => Assert.Contains("Download", page.Find("[data-testid=operation-row]").TextContent, StringComparison.Ordinal));
        Assert.Contains(Services.GetRequiredService<ToastState>().Toasts, toast => toast.Text.Contains("is being downloaded", StringComparison.Ordinal));
    }

    private static string Card(IRenderedComponent<FleetPage> page, string host) => page.Find($"[data-testid=host-card][data-host={host}]").TextContent;

    private async Task<IRenderedComponent<FleetPage>> ShowAsync(string until = "[data-testid=host-card]")
    {
        await Services.AddCircuitAsync(_fakes);
        var page = Render<FleetPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(until)));
        if (_fakes.Auth.Permissions.Count > 0 && until.Contains("card", StringComparison.Ordinal))
            page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=model-unload-button]")));
        page.WaitForAssertion(() => Assert.True(!until.Contains("card", StringComparison.Ordinal) || page.Markup.Contains("Qwen3 8B", StringComparison.Ordinal)));
        return page;
    }
}
