using Chatbot.LocalHosting.Configuration;

namespace Chatbot.LocalHosting.Tests.Configuration;

public sealed class CommandLineTests
{
    [Fact]
    public void Without_options_the_product_runs_on_its_usual_data()
    {
        var line = CommandLine.Parse([]);

        Assert.Null(line.Error);
        Assert.Null(line.Publisher);
        Assert.False(line.Throwaway);
    }

    [Fact]
    public void A_data_folder_and_throw_away_go_together()
    {
        var line = CommandLine.Parse(["--throwaway", "--data", "/tmp/x"]);

        Assert.True(line.Throwaway);
        Assert.Equal("/tmp/x", line.DataFolder);
    }

    [Fact]
    public void A_value_may_stand_after_an_equals_sign() => Assert.Equal("/tmp/a=b", CommandLine.Parse(["--data=/tmp/a=b"]).DataFolder);

    [Theory]
    [InlineData("--thowaway", "--thowaway")]
    [InlineData("--data", "needs a folder")]
    [InlineData("--operation publish", "HostingEngine=Aspire")]
    [InlineData("--publisher docker-compose", "HostingEngine=Aspire")]
    [InlineData("--publisher manifest", "--output-path")]
    public void What_can_not_be_done_is_said_in_a_sentence(string line, string expected) =>
        Assert.Contains(expected, CommandLine.Parse(line.Split(' ')).Error, StringComparison.Ordinal);
}
