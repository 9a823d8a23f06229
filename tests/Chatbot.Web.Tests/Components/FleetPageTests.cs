using System.Text.Json;
using Bunit;
using Chatbot.Auth.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.Components;
using Chatbot.Web.Sessions;
using Chatbot.Web.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Web.Tests.Components;

/// <summary>What the page of the fleet shows, and to whom.</summary>
public sealed class FleetPageTests : FleetContext
{
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
        Fakes.Fleet.Change(FakeHosts.Studio with { Health = health, HealthSince = FakeHosts.Then, Detail = "told by the agent" });
        page.WaitForAssertion(() => Assert.Contains(words, Card(page, "studio"), StringComparison.Ordinal));
        Assert.Contains("told by the agent", Card(page, "studio"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_and_reasons_from_outside_are_text()
    {
        var page = await ShowAsync();
        Fakes.Fleet.Change(FakeHosts.Studio with { Name = "<img src=x onerror=alert(1)>", PendingLoads = [new HostPendingLoad("lmstudio:<b>x</b>", 1, "<script>alert(2)</script>")] });
        Fakes.Fleet.Change(FakeFleet.Operation("load", OperationStates.Failed, "load_failed", "<svg onload=alert(3)>"));
        page.WaitForAssertion(() => Assert.Contains("<svg onload=alert(3)>", page.Find("[data-testid=operation-row]").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("<img src=x onerror=alert(1)>", Card(page, "studio"), StringComparison.Ordinal));
        Assert.Empty(page.FindAll("img, script, [onload], [onerror]"));
    }

    [Fact]
    public async Task Who_may_nothing_sees_everything_and_no_button_that_acts()
    {
        Fakes.Auth.Permissions = [];
        Fakes.Fleet.Change(FakeFleet.Operation("load", OperationStates.Running));
        var page = await ShowAsync();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-rights=known] [data-testid=operation-row]")));
        Assert.Contains("Qwen3 8B", Card(page, "studio"), StringComparison.Ordinal);
        foreach (var name in new[] { "model-load-button", "model-unload-button", "model-pin-button", "load-cancel-button", "host-menu-button", "host-add-button", "operation-cancel-button" })
            Assert.Empty(page.FindAll($"[data-testid={name}]"));
    }

    [Fact]
    public async Task Who_asked_for_a_load_may_cancel_it_without_managing_hosts()
    {
        Fakes.Auth.Permissions = [Permissions.ModelsLoad, Permissions.ModelsUnload];
        var page = await ShowAsync();
        var own = (await Services.GetRequiredService<CircuitSession>().GetAsync()).User.Id;
        Fakes.Fleet.Change(FakeFleet.Operation("load", OperationStates.Running, by: own));
        Fakes.Fleet.Change(FakeFleet.Operation("load", OperationStates.Running));
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-testid=operation-row]").Count));
        page.WaitForAssertion(() => Assert.Contains("you", page.FindAll("[data-testid=operation-row]")[1].TextContent, StringComparison.Ordinal));
        Assert.Single(page.FindAll("[data-testid=operation-cancel-button]"));
    }

    [Fact]
    public async Task Without_a_host_it_says_what_to_do()
    {
        Fakes.Fleet.Clear();
        var page = await ShowAsync("[data-testid=fleet-empty]");
        page.WaitForAssertion(() => Assert.Contains("Add a machine that runs LM Studio", page.Find("[data-testid=fleet-empty]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_the_catalog_does_not_answer_nobody_is_told_that_there_is_no_host()
    {
        Fakes.Fleet.IsAway = true;
        var page = await ShowAsync("p.away");
        Assert.Contains("does not answer. Trying again.", page.Find("p.away").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=fleet-empty]"));
        Fakes.Fleet.IsAway = false;
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=host-card]")));
        Assert.Empty(page.FindAll("p.away"));
    }

    [Fact]
    public async Task What_simulated_means_is_said_once()
    {
        Fakes.Fleet.Change(FakeHosts.Studio with { Id = "second" });
        var page = await ShowAsync();
        Assert.Equal(2, page.FindAll("[data-testid=host-simulated]").Count);
        Assert.Single(page.FindAll("p"), line => line.TextContent.StartsWith("No LM Studio was found here", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Times_are_told_by_the_persons_own_clock_as_soon_as_it_is_known()
    {
        var asked = App.Setup<int>("utcOffset");
        var page = await ShowAsync();
        Assert.Contains("Offline since Nov 23, 14:05.", Card(page, "workstation"), StringComparison.Ordinal);
        var elsewhere = Services.GetRequiredService<BrowserClock>().LearnAsync();
        asked.SetResult(120);
        page.WaitForAssertion(() => Assert.Contains("Offline since Nov 23, 16:05.", Card(page, "workstation"), StringComparison.Ordinal));
        Assert.True(await elsewhere);
    }

    [Fact]
    public async Task An_unload_says_for_how_many_answers_it_waits()
    {
        var page = await ShowAsync();
        Fakes.Fleet.Change(FakeHosts.Studio with { Instances = [FakeHosts.Instance with { InFlight = 1 }] });
        Fakes.Fleet.Change(FakeFleet.Operation("unload", OperationStates.Running, null, "Waiting for its turn on host studio.") with { Model = FakeHosts.Instance.Model, Host = "studio" });
        page.WaitForAssertion(() => Assert.Contains("waits for 1 answer", page.Find("[data-testid=operation-row]").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("Waiting for its turn", page.Find("[data-testid=operation-row]").TextContent, StringComparison.Ordinal);
        Assert.False(page.Find("[data-testid=operation-row] progress").HasAttribute("value"));
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
    public async Task Operations_say_who_and_how_they_stand_and_one_that_runs_is_cancelled()
    {
        var page = await ShowAsync();
        Fakes.Fleet.Change(FakeFleet.Operation("unload", OperationStates.Failed, "out_of_memory", "The model does not fit."));
        var running = FakeFleet.Operation("load", OperationStates.Running);
        Fakes.Fleet.Change(running);
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-testid=operation-row]").Count));
        var rows = page.FindAll("[data-testid=operation-row]");
        Assert.Contains("Load Gemma 3 27B on Studio in the lab", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("30 %", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("somebody else", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("failed: not enough memory", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("The model does not fit.", rows[1].TextContent, StringComparison.Ordinal);
        await page.ClickOnAsync("[data-testid=operation-cancel-button]");
        page.WaitForAssertion(() => Assert.Contains("cancelled", page.FindAll("[data-testid=operation-row]")[0].TextContent, StringComparison.Ordinal));
        Assert.Contains($"POST /api/operations/{running.Id}/cancel", Fakes.Fleet.Asked);
    }

    [Theory]
    [InlineData(true, "Keep Gemma 3 27B loaded on Studio in the lab")]
    [InlineData(false, "Let Gemma 3 27B on Studio in the lab go when unused")]
    public async Task What_keeps_a_model_loaded_or_lets_it_go_is_not_told_as_a_load(bool pinned, string words)
    {
        var page = await ShowAsync();
        Fakes.Fleet.Change(FakeFleet.Operation("load", OperationStates.Succeeded) with { Pinned = pinned });
        page.WaitForAssertion(() => Assert.Equal(words, page.Find("[data-testid=operation-row] .what").TextContent));
    }

    [Fact]
    public async Task Who_manages_accounts_is_told_who_asked_however_many_came_after_them()
    {
        Fakes.Auth.Permissions = [Permissions.ModelsUnload, Permissions.UsersManage];
        var first = Fakes.Auth.AddUser("first@example.com", UserTypes.Regular, FakeHosts.Then);
        for (var number = 0; number < 250; number++) Fakes.Auth.AddUser($"{number}@example.com", UserTypes.Regular);
        var page = await ShowAsync();
        Fakes.Fleet.Change(FakeFleet.Operation("load", OperationStates.Running, by: first.Id));
        page.WaitForAssertion(() => Assert.Contains("first@example.com", page.Find("[data-testid=operation-row]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Why_is_told_with_what_it_was_decided_by()
    {
        var operation = FakeFleet.Operation("load", OperationStates.Succeeded);
        var inputs = JsonSerializer.Deserialize<JsonElement>("""{"budgetBytes":17179869184,"resident":[{"id":"a","bytes":5368709120,"busy":1,"pinned":false}],"evict":[]}""");
        Fakes.Fleet.Why = new OperationWhy(operation, new OperationRequested(Guid.Empty, operation.CreatedAt, new OperationOptions(600, true, 8192, null, null, null)), null, [new OperationDecision(1, operation.CreatedAt, "started", "LM Studio was told to load it.", inputs)]);
        var page = await ShowAsync();
        Fakes.Fleet.Change(operation);
        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-testid=operation-row]")));
        await page.ClickOnAsync("[data-testid=operation-why-button]");
        page.WaitForAssertion(() => Assert.Contains("LM Studio was told to load it.", page.Find("[data-testid=operation-why]").TextContent, StringComparison.Ordinal));
        var why = page.Find("[data-testid=operation-why]").TextContent;
        foreach (var told in new[] { "8k context", "for 10 min without use", "pinned", "budget", "16 GB", "id a, bytes 5 GB", "busy 1" })
            Assert.Contains(told, why, StringComparison.Ordinal);
    }
}
