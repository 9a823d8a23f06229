using Chatbot.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Chatbot.Chat.Data;

/// <summary>For <c>dotnet ef migrations add</c>, which needs the model and no server.</summary>
internal sealed class ChatDbContextFactory : IDesignTimeDbContextFactory<ChatDbContext>
{
    public ChatDbContext CreateDbContext(string[] args) =>
        new((DbContextOptions<ChatDbContext>)new DbContextOptionsBuilder<ChatDbContext>().UseNpgsql().UseSchema(ChatDbContext.Schema).Options);
}
