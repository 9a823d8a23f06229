using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Chatbot.ServiceDefaults;

public static class ServiceRun
{
    /// <summary>
    /// Runs until the service is told to stop. Wrong configuration is told in one plain sentence for each mistake, all at
    /// once and without a stack trace, and so is an address that is taken; the exit code is 1: <c>return app.RunService();</c>
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

        try
        {
            app.Run();
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            Console.Error.WriteLine($"{exception.Message} Give this one another address, or end what has it.");
            return 1;
        }

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
