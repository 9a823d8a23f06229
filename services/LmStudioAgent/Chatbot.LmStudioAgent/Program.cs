using Chatbot.LmStudioAgent;
using Chatbot.ServiceDefaults;
using Chatbot.ServiceDefaults.Errors;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddAgent();

var app = builder.Build();
app.UseApiErrors();
app.MapDefaultEndpoints();
app.MapAgent();
return app.RunService();
