using Chatbot.LocalHosting.Processes;

namespace Chatbot.LocalHosting.Tests.Processes;

public sealed class ParentProcessTests
{
    [Theory]
    [InlineData("dotnet run --project Chatbot.AppHost", true)]
    [InlineData("/usr/bin/dotnet run", true)]
    [InlineData("bash -c run", false)]
    [InlineData("dotnet test", false)]
    [InlineData("dotnet", false)]
    public void Only_dotnet_run_is_a_parent_whose_end_is_followed(string command, bool followed) =>
        Assert.Equal(followed, ParentProcess.IsDotnetRun(command.Split(' ')));

    [Fact]
    public void The_pause_before_a_restart_doubles_up_to_half_a_minute() => Assert.Equal(
        [0.5, 1, 2, 4, 8, 16, 30, 30],
        Enumerable.Range(0, 8).Select(failures => RestartPause.After(failures).TotalSeconds));
}
