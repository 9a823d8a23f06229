using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.LmStudio.Tests.Client;

/// <summary>Something at a port that is no LM Studio, and perhaps not even HTTP.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ServiceProvider _clients = new ServiceCollection().AddHttpClient().BuildServiceProvider();
    private readonly string? _answer;
    private readonly Task _running;

    /// <param name="answer">What it says to whatever it hears; null is nothing, ever.</param>
    public RawServer(string? answer)
    {
        _answer = answer;
        _listener.Start();
        _running = RunAsync();
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}/");

    public LmStudioClient CreateClient(TimeSpan timeout) => new(
        _clients.GetRequiredService<IHttpClientFactory>().CreateClient,
        new LmStudioOptions
        {
            BaseUrl = Address,
            GreetingTimeout = timeout,
            CallTimeout = timeout,
            LoadSilenceTimeout = timeout,
            DownloadSilenceTimeout = timeout,
            AnswerSilenceTimeout = timeout,
            SurveyTimeout = timeout,
        },
        TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _running;
        await _clients.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        var open = new List<TcpClient>();
        try
        {
            while (true)
            {
                var connection = await _listener.AcceptTcpClientAsync(_stopping.Token);
                open.Add(connection);
                if (_answer is null) continue;
                await connection.GetStream().WriteAsync(Encoding.UTF8.GetBytes(_answer), _stopping.Token);
                connection.Close();
            }
        }
        // A listener that was stopped between two connections is "not listening", which is an InvalidOperationException.
        catch (Exception exception) when (_stopping.IsCancellationRequested || exception is OperationCanceledException or SocketException or IOException)
        {
            open.ForEach(connection => connection.Dispose());
        }
    }
}
