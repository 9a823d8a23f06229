using Chatbot.LocalHosting.Configuration;
using Chatbot.LocalHosting.Running;

namespace Chatbot.LocalHosting.Tests.Running;

public sealed class DataFolderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_usual_place_is_beside_the_solution()
    {
        using var data = await CreateAsync();

        Assert.Equal(Path.Combine(_folder.FullName, ".chatbot"), data.Path);
        Assert.False(data.Throwaway);
    }

    [Fact]
    public async Task A_throw_away_folder_is_gone_at_the_end()
    {
        var wanted = Path.Combine(_folder.FullName, "once");
        using (var data = await CreateAsync("--throwaway", "--data", wanted)) await File.WriteAllTextAsync(Path.Combine(data.Path, "x"), "x", Cancel);

        Assert.False(Directory.Exists(wanted));
    }

    [Fact]
    public async Task A_folder_with_something_in_it_is_never_thrown_away()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "precious"), "x", Cancel);

        var problem = await Assert.ThrowsAsync<StartException>(() => CreateAsync("--throwaway", "--data", _folder.FullName));

        Assert.Contains("not empty", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_on_the_same_data_is_refused_with_where_the_first_one_is()
    {
        using var data = await CreateAsync();
        using var first = await DataLock.TakeAsync(data, Cancel);
        new StateFile(1, "http://localhost:3000", data.Path, new Dictionary<string, StateFile.RunningProcess>(), new Dictionary<string, string?>()).Write(data.StateFile);

        var problem = await Assert.ThrowsAsync<StartException>(() => DataLock.TakeAsync(data, Cancel));

        Assert.Contains("http://localhost:3000", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_first_run_has_ended_the_data_is_free()
    {
        using var data = await CreateAsync();
        (await DataLock.TakeAsync(data, Cancel)).Dispose();

        (await DataLock.TakeAsync(data, Cancel)).Dispose();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<DataFolder> CreateAsync(params string[] args) => DataFolder.CreateAsync(CommandLine.Parse(args), _folder.FullName, null, _ => { }, Cancel);
}
