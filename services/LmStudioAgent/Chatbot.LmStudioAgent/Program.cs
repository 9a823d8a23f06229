using Chatbot.LmStudioAgent;
using Chatbot.LmStudioAgent.Enrolment;
using Chatbot.LmStudioAgent.Keeping;
using Chatbot.ServiceDefaults;
using Chatbot.ServiceDefaults.Errors;

if (args is ["replay", var file] && File.Exists(file)) return Replay.Print(file, Console.Out);
if (args is ["replay", ..])
{
    Console.Error.WriteLine("Say which log is played again, as in: replay decisions.jsonl");
    return 1;
}

var builder = WebApplication.CreateBuilder(args);
if (!await builder.PrepareAsync()) return 1;
builder.AddServiceDefaults();
builder.AddAgent();

var app = builder.Build();
app.UseApiErrors();
app.MapDefaultEndpoints(alive: false);
app.MapAgent();
return app.RunService();
