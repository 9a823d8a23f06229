using System.Net.Http.Json;
using System.Text;
using Chatbot.LmStudioAgent.Hosts;
using Chatbot.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.LmStudioAgent.Tests.Service;

public sealed class AdmissionStreamTests
{
    [Fact]
    public async Task The_headers_come_before_the_first_update_and_a_comment_in_every_fifteen_seconds_of_silence()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var plain = new AgentApplication(studio: null);
        await using var silent = plain.WithWebHostBuilder(builder => builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(time);
            // Nobody decides, so that there is no update.
            services.Remove(services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationFactory?.Method.ReturnType == typeof(HostActor)));
        }));
        using var client = silent.CreateClient();
        using var signedIn = plain.CreateChatClient();
        client.DefaultRequestHeaders.Authorization = signedIn.DefaultRequestHeaders.Authorization;
        using var request = new HttpRequestMessage(HttpMethod.Post, "admissions") { Content = JsonContent.Create(new { modelKey = "a/b", user = "ada" }) };

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);

        var buffer = new byte[64];
        var read = stream.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask();
        Assert.False(read.IsCompleted);
        var passed = TimeSpan.Zero;
        await Eventually.TrueAsync(
            () =>
            {
                if (read.IsCompleted) return true;
                time.Advance(TimeSpan.FromSeconds(1));
                passed += TimeSpan.FromSeconds(1);
                return false;
            },
            "a comment comes");

        Assert.Equal(": ping\n\n", Encoding.UTF8.GetString(buffer, 0, await read));
        Assert.True(passed >= TimeSpan.FromSeconds(15));
    }
}
