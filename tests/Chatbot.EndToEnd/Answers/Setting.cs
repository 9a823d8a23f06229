using System.Globalization;

namespace Chatbot.EndToEnd.Answers;

/// <summary>How long or how much of a test is run, where the environment says it; CONTRIBUTING.md lists them.</summary>
internal static class Setting
{
    public static int Of(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
