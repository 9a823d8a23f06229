using Bunit;
using Chatbot.Auth.Contracts;
using Chatbot.Web.Components;
using Chatbot.Web.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Web.Tests.Components;

/// <summary>What is done on the page of the fleet: loads, unloads and pins, hosts that come, change and go, downloads.</summary>
public sealed class FleetActionsTests : FleetContext
{
    [Fact]
    public async Task Before_a_load_it_says_what_it_would_displace_and_then_asks_for_what_was_chosen()
    {
        Fakes.Fleet.Estimates = [new("studio", true, 17 * FakeHosts.Gigabyte, 108 * FakeHosts.Gigabyte / 10, "low", ["qwen/qwen3-8b"], null)];
        var page = await ShowAsync();
        await page.ClickOnAsync($"[data-host=studio] [aria-label='Load {FakeModels.NotLoaded.Name}']");
        page.WaitForAssertion(() => Assert.Contains("It would unload Qwen3 8B. It needs about 17 GB, 10.8 GB free.", page.Find("[data-testid=load-estimate]").TextContent, StringComparison.Ordinal));
        await page.InvokeAsync(() => page.Find("[data-testid=load-context]").InputAsync(new() { Value = "16384" }));
        await page.InvokeAsync(() => page.Find("[data-testid=load-ttl]").ChangeAsync(new() { Value = "600" }));
        page.WaitForAssertion(() => Assert.Contains("It would unload", page.Find("[data-testid=load-estimate]").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.False(page.Find("[data-testid=load-confirm-button]").HasAttribute("disabled")));
        await page.InvokeAsync(() => page.Find("[data-testid=load-dialog] form:has(input)").SubmitAsync());
        page.WaitForAssertion(() => Assert.Single(Fakes.Catalog.Loads));
        var load = Fakes.Catalog.Loads[0];
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
        Assert.Empty(Fakes.Catalog.Loads);
    }

    [Fact]
    public async Task What_cannot_fit_is_not_what_the_dialog_proposes()
    {
        Fakes.Fleet.Estimates = [new("studio", false, 17 * FakeHosts.Gigabyte, FakeHosts.Gigabyte, "low", [], "It is too large.")];
        var page = await ShowAsync();
        await page.ClickOnAsync($"[data-host=studio] [aria-label='Load {FakeModels.NotLoaded.Name}']");
        page.WaitForAssertion(() => Assert.Contains("Load anyway", page.Find("[data-testid=load-confirm-button]").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("primary", page.Find("[data-testid=load-confirm-button]").ClassName!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_busy_model_is_drained_and_broken_off_only_after_a_second_word()
    {
        var page = await ShowAsync();
        Fakes.Fleet.Change(FakeHosts.Studio with { Instances = [FakeHosts.Instance with { InFlight = 2 }] });
        page.WaitForAssertion(() => Assert.Contains("2 running", Card(page, "studio"), StringComparison.Ordinal));
        await page.ClickOnAsync("[data-testid=model-unload-button]");
        Assert.Contains("unloaded when they have ended", page.Find("[data-testid=unload-dialog]").TextContent, StringComparison.Ordinal);
        Assert.Empty(Fakes.Catalog.Unloads);
        await page.ClickOnAsync("[data-testid=unload-force-button]");
        Assert.Empty(Fakes.Catalog.Unloads);
        await page.ClickOnAsync("[data-testid=unload-force-confirm-button]");
        page.WaitForAssertion(() => Assert.True(Assert.Single(Fakes.Catalog.Unloads).Force));
        Assert.Equal("qwen/qwen3-8b", Fakes.Catalog.Unloads[0].InstanceId);
    }

    [Fact]
    public async Task Pinning_and_letting_go_are_loads_that_say_so()
    {
        var page = await ShowAsync();
        await page.ClickOnAsync("[data-testid=model-pin-button]");
        page.WaitForAssertion(() => Assert.True(Assert.Single(Fakes.Catalog.Loads).Pinned));
        Fakes.Fleet.Change(FakeHosts.Studio with { Instances = [FakeHosts.Instance with { Pinned = true, TtlRemainingSeconds = null }] });
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=model-unpin-button]")));
        Assert.Contains("pinned", Card(page, "studio"), StringComparison.Ordinal);
        await page.ClickOnAsync("[data-testid=model-unpin-button]");
        page.WaitForAssertion(() => Assert.Equal(2, Fakes.Catalog.Loads.Count));
        Assert.False(Fakes.Catalog.Loads[1].Pinned);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_model_is_pinned_by_those_who_may_let_it_go_again(bool mayUnload)
    {
        Fakes.Auth.Permissions = mayUnload ? [Permissions.ModelsLoad, Permissions.ModelsUnload] : [Permissions.ModelsLoad];
        var page = await ShowAsync(until: "[data-testid=instance-row]");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-host=studio] [data-testid=model-load-button]")));
        Assert.Equal(mayUnload, page.FindAll("[data-testid=model-pin-button]").Count > 0);
        await page.ClickOnAsync("[data-host=studio] [data-testid=model-load-button]");
        Assert.Equal(mayUnload, page.FindAll("[data-testid=load-ttl] [value=pin]").Count > 0);
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
        Fakes.Fleet.Change(FakeHosts.Studio with { Id = "desk", Name = "Desk", LastSeenAt = TimeProvider.System.GetUtcNow().AddSeconds(1) });
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
        page.WaitForAssertion(() => Assert.Contains("PATCH /api/hosts/workstation {\"name\":\"Under the desk\"}", Fakes.Fleet.Asked));
        await page.ClickOnAsync("[data-host=workstation] [data-testid=host-menu-button]");
        await page.ClickOnAsync("[data-testid=host-remove]");
        Assert.DoesNotContain(Fakes.Fleet.Asked, asked => asked.StartsWith("DELETE", StringComparison.Ordinal));
        await page.ClickOnAsync("[data-testid=confirm-button]");
        page.WaitForAssertion(() => Assert.Contains("DELETE /api/hosts/workstation", Fakes.Fleet.Asked));
    }

    [Fact]
    public async Task A_removal_that_is_refused_says_why_beside_the_question()
    {
        Fakes.Fleet.Refusal = "This host stands in the configuration.";
        var page = await ShowAsync();
        await page.ClickOnAsync("[data-host=workstation] [data-testid=host-menu-button]");
        await page.ClickOnAsync("[data-testid=host-remove]");
        Assert.Empty(page.FindAll("[data-testid=confirm-dialog] [role=alert]"));
        await page.ClickOnAsync("[data-testid=confirm-button]");
        page.WaitForAssertion(() => Assert.Equal(Fakes.Fleet.Refusal, page.Find("[data-testid=confirm-dialog] [role=alert]").TextContent));
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
        page.WaitForAssertion(() => Assert.Contains(Fakes.Fleet.Asked, asked => asked.StartsWith("POST /api/hosts/studio/downloads {\"model\":\"qwen/qwen3-4b\",\"quantization\":\"Q4_K_M\"", StringComparison.Ordinal)));
        page.WaitForAssertion(() => Assert.Contains("Download", page.Find("[data-testid=operation-row]").TextContent, StringComparison.Ordinal));
        Assert.Contains(Services.GetRequiredService<ToastState>().Toasts, toast => toast.Text.Contains("is being downloaded", StringComparison.Ordinal));
    }
}
