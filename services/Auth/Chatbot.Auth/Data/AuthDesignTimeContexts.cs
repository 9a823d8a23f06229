using Chatbot.ServiceDefaults.Data;

namespace Chatbot.Auth.Data;

internal sealed class AuthDesignTimeContexts() : DesignTimeContexts<AuthDbContext>(AuthDbContext.Schema, options => new AuthDbContext(options));
