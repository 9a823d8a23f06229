using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Chatbot.Web.Tests.Fakes;

/// <summary>The connection of the test's server has no address.</summary>
internal sealed class ComesFrom : IStartupFilter
{
    public const string Header = "Comes-From";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, go) =>
        {
            context.Connection.RemoteIpAddress = IPAddress.Parse(context.Request.Headers[Header].ToString());
            return go(context);
        });
        next(app);
    };
}
