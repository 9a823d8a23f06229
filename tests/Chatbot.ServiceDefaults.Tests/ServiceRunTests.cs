using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Chatbot.ServiceDefaults.Tests;

public sealed class ServiceRunTests
{
    [Fact]
    public void A_taken_address_ends_the_start_with_a_sentence_and_code_1()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://{taken.LocalEndpoint}");

        Assert.Equal(1, builder.Build().RunService());
    }
}
