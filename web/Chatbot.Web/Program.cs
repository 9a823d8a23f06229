using Chatbot.ServiceDefaults;
using Chatbot.Web;

var builder = WebApplication.CreateBuilder(args);
builder.AddWeb();

var app = builder.Build();
app.MapWeb();
return app.RunService();
