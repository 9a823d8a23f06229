using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace Chatbot.LmStudioAgent.Tests.Enrolment;

public sealed class RefusedAgentTests : IAsyncLifetime
{
    // And to launchd, by the files in docs/agent.
    private const int ToldToSystemd = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"chatbot-agent-{Guid.CreateVersion7():n}");
    private FakeChat _chat = null!;

    public async ValueTask InitializeAsync() => _chat = await FakeChat.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _chat.DisposeAsync();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task An_agent_that_may_not_serve_its_host_ends_with_the_code_by_which_nobody_starts_it_again()
    {
        _chat.OnConnect = context =>
        {
            context.Response.StatusCode = (int)HttpStatusCode.Conflict;
            return context.Response.WriteAsJsonAsync(new { code = "conflict:hosts", message = "No.", cause = "Another agent serves the host shelf." });
        };
        using var agent = Process.Start(Start())!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        try
        {
            var errors = agent.StandardError.ReadToEndAsync(deadline.Token);
            var said = await agent.StandardOutput.ReadToEndAsync(deadline.Token);
            await agent.WaitForExitAsync(deadline.Token);

            Assert.True(agent.ExitCode == ToldToSystemd, $"It ended with {agent.ExitCode}: {said}{await errors}");
            Assert.Contains("Another agent serves the host shelf.", said, StringComparison.Ordinal);
        }
        finally
        {
            if (!agent.HasExited) agent.Kill();
        }
    }

    private ProcessStartInfo Start()
    {
        var program = typeof(AgentOptions).Assembly.Location;
        return new ProcessStartInfo("dotnet", [program])
        {
            WorkingDirectory = Path.GetDirectoryName(program)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["Agent__Server"] = _chat.Origin.AbsoluteUri,
                ["Agent__EnrolmentToken"] = FakeChat.Token,
                ["Agent__DataFolder"] = _folder,
                ["Agent__PublicAddress"] = "http://127.0.0.1:0/",
                // Nothing answers there.
                ["LMSTUDIO_BASE_URL"] = "http://127.0.0.1:1/",
            },
        };
    }
}
