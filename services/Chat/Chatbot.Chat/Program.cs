using Chatbot.Chat;
using Chatbot.ServiceDefaults;
using Chatbot.ServiceDefaults.Errors;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddChat();

var app = builder.Build();
app.UseApiErrors();
app.UseAuthentication();
app.UseAuthorization();
app.MapDefaultEndpoints();
app.MapChat();
return app.RunService();
