using Chatbot.Auth.Entitlements;

namespace Chatbot.Auth.Tests;

public sealed class EntitlementsTests
{
    [Fact]
    public void Every_type_that_is_missing_is_named_at_once()
    {
        var result = new EntitlementsValidation().Validate(null, new EntitlementsOptions { Regular = new EntitlementOptions() });

        Assert.Equal(2, result.Failures!.Count());
        Assert.Contains(result.Failures!, failure => failure.StartsWith("Entitlements:guest is missing", StringComparison.Ordinal));
        Assert.Contains(result.Failures!, failure => failure.StartsWith("Entitlements:admin is missing", StringComparison.Ordinal));
    }

    [Fact]
    public void A_model_may_be_an_id_a_beginning_or_everything()
    {
        var some = new EntitlementOptions { MessagesPerDay = 0, Models = ["gemini-2.5-pro", "lmstudio:*", "*"] };
        Assert.True(new EntitlementsValidation().Validate(null, new EntitlementsOptions { Guest = some, Regular = some, Admin = some }).Succeeded);
    }

    [Fact]
    public void A_configured_list_stands_instead_of_the_shipped_one()
    {
        var options = new EntitlementsOptions { Guest = new() { Models = ["lmstudio-chat"] }, Regular = new(), Admin = new() };
        new ShippedEntitlements().PostConfigure(null, options);

        Assert.Equal("lmstudio-chat", Assert.Single(options.Guest.Models!));
        Assert.Equal("*", Assert.Single(options.Regular.Models!));
    }
}
