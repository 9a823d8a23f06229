using Chatbot.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Chatbot.Auth.Data;

/// <summary>For <c>dotnet ef</c>, which needs the model and no server, secret or client.</summary>
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<AuthDbContext>
{
    public AuthDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<AuthDbContext>();
        options.UseSchema(AuthDbContext.Schema);
        return new AuthDbContext(options.Options);
    }
}
