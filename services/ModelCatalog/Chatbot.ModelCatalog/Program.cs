using Chatbot.ModelCatalog;
using Chatbot.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddCatalog();

var app = builder.Build();
app.MapCatalog();
app.MapDefaultEndpoints();
return app.RunService();
