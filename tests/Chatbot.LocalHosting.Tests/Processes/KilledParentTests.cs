using System.Diagnostics;
using System.Globalization;
using Chatbot.LocalHosting.Processes;
using Chatbot.Testing;

namespace Chatbot.LocalHosting.Tests.Processes;

public sealed class KilledParentTests
{
    [Fact]
    public async Task A_killed_parent_leaves_neither_child_nor_grandchild_nor_throw_away_data()
    {
        var folder = Directory.CreateTempSubdirectory("chatbot-test-").FullName;
        var start = new ProcessStartInfo("dotnet", [typeof(KilledParentTests).Assembly.Location]) { RedirectStandardOutput = true, Environment = { [KilledParent.Variable] = folder } };
        using var parent = Process.Start(start)!;
        using var end = new Ending(parent);
        var child = await IdAsync(Path.Combine(folder, "child"));
        var grandchild = await IdAsync(Path.Combine(folder, "grandchild"));
        Assert.True(Unix.IsAlive(child) && Unix.IsAlive(grandchild));

        parent.Kill();

        await Eventually.TrueAsync(() => IsGone(child) && IsGone(grandchild), "the end of both");
        await Eventually.TrueAsync(() => !Directory.Exists(folder), "the end of the data");
    }

    // Also when the test fails half-way.
    private sealed class Ending(Process process) : IDisposable
    {
        public void Dispose() => process.Kill();
    }

    private static async Task<int> IdAsync(string file)
    {
        await Eventually.TrueAsync(() => File.Exists(file), $"{file} written");
        return int.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
    }

    // Whoever takes over orphans may not have reaped it yet: a zombie is as good as gone.
    private static bool IsGone(int id)
    {
        try
        {
            return !Unix.IsAlive(id) || (OperatingSystem.IsLinux() && File.ReadAllText($"/proc/{id}/stat").Split(") ")[1][0] == 'Z');
        }
        catch (IOException)
        {
            return true;
        }
    }
}
