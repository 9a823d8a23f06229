var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
app.MapGet("/lmstudio-greeting", () => new { lmstudio = true });
app.Run();
