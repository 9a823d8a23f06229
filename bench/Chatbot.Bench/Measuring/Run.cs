using Chatbot.Bench.Running;

namespace Chatbot.Bench.Measuring;

/// <summary>Runs the measurements of a group one after the other, and keeps what failed as a line among the others.</summary>
internal static class Run
{
    public static async Task<IReadOnlyList<ResultRow>> AllAsync(MeasurementGroup group, IReadOnlyList<Measurement> chosen, Action<string> say, TimeProvider time, CancellationToken stop)
    {
        List<ResultRow> rows = [];
        await using var product = new OneProduct(group.Settings, say, time);
        foreach (var measurement in chosen)
        {
            stop.ThrowIfCancellationRequested();
            var system = await product.WithAsync(measurement.Settings, stop);
            say($"{measurement.What} (at most {measurement.AtMost.TotalMinutes:0.#} min)...");
            var start = time.GetTimestamp();
            rows.AddRange(await OneAsync(measurement, system, time, stop));
            say($"  took {time.GetElapsedTime(start).TotalSeconds:0} s");
        }

        return rows;
    }

    private static async Task<IReadOnlyList<ResultRow>> OneAsync(Measurement measurement, BenchSystem system, TimeProvider time, CancellationToken stop)
    {
        using var budget = new Budget(measurement.AtMost, time, stop);
        try
        {
            return await measurement.RunAsync(system, budget);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return [ResultRow.Failed(measurement.What, $"not done in {measurement.AtMost.TotalMinutes:0.#} min")];
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            return [ResultRow.Failed(measurement.What, exception.Message)];
        }
    }
}
