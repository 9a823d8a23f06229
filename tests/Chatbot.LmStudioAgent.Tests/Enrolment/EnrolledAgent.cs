using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using MassTransit;
using Chatbot.LmStudioAgent.Tests.Service;

namespace Chatbot.LmStudioAgent.Tests.Enrolment;

/// <summary>An agent of another machine: nothing replaced but the bus, and its own door where Kestrel is not asked for.</summary>
internal sealed class EnrolledAgent(Uri server, string folder, params (string Name, string Value)[] settings) : WebApplicationFactory<AgentOptions>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        builder.UseSetting("Agent:Server", server.AbsoluteUri);
        builder.UseSetting("Agent:EnrolmentToken", FakeChat.Token);
        builder.UseSetting("Agent:DataFolder", folder);
        // Nothing answers there.
        builder.UseSetting("LMSTUDIO_BASE_URL", "http://127.0.0.1:1/");
        foreach (var (name, value) in settings) builder.UseSetting(name, value);
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton(new BusLog());
            services.AddMassTransitTestHarness(bus => bus.AddConsumer<BusListener>());
        });
    }
}
