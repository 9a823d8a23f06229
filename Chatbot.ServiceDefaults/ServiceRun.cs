using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Chatbot.ServiceDefaults;

public static class ServiceRun
{
    /// <summary>
    /// Runs until the service is told to stop. Wrong configuration is told in one plain sentence for each mistake, all at
    /// once and without a stack trace, and the exit code is 1: <c>return app.RunService();</c>
    /// </summary>
    public static int RunService(this WebApplication app)
    {
        try
        {
            // Before background services are constructed: one that reads its options would end the start at the first mistake.
            app.Services.GetService<IStartupValidator>()?.Validate();
        }
        catch (Exception exception) when (FailuresOf(exception) is { Count: > 0 } failures)
        {
            foreach (var failure in failures) Console.Error.WriteLine(failure);
            return 1;
        }

        app.Run();
        // A service that ends itself says so by it.
        return Environment.ExitCode;
    }

    private static List<string> FailuresOf(Exception exception) => exception switch
    {
        OptionsValidationException invalid => [.. invalid.Failures],
        AggregateException several when several.InnerExceptions.All(inner => inner is OptionsValidationException) =>
            [.. several.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures)],
        _ => [],
    };
}
