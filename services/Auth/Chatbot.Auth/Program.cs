using Chatbot.Auth;
using Chatbot.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddAuth();

var app = builder.Build();
app.MapAuth();
app.MapDefaultEndpoints();
return app.RunService();
