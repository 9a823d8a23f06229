using Chatbot.Auth.Contracts;
using Chatbot.Web.ModelCatalog;
using Chatbot.Web.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.Web.Tests.ModelCatalog;

/// <summary>Who is who, to somebody who manages accounts.</summary>
public sealed class PeopleNamesTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly ServiceCollection _services = new();
    private FakeServices _fakes = null!;
    private ServiceProvider _provider = null!;
    private IServiceProvider _circuit = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PeopleNames Names => _circuit.GetRequiredService<PeopleNames>();

    public async ValueTask InitializeAsync()
    {
        _fakes = await FakeServices.StartAsync();
        _fakes.Auth.Permissions = [Permissions.UsersManage];
        await _services.AddCircuitAsync(_fakes);
        _services.AddSingleton<TimeProvider>(_clock);
        _provider = _services.BuildServiceProvider();
        _circuit = _provider.CreateScope().ServiceProvider;
        await _circuit.GetRequiredService<ModelActions>().LearnAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        await _fakes.DisposeAsync();
    }

    [Fact]
    public async Task Accounts_are_read_until_everybody_is_found_and_no_further()
    {
        Add("oldest");
        var old = Add("old");
        for (var number = 0; number < 150; number++) Add($"{number}");
        await Names.LearnAsync([old], Token);
        Assert.Equal(("old@example.com", 2), (Names.Of(old), _fakes.Auth.UsersAsked));
        await Names.LearnAsync([old], Token);
        Assert.Equal(2, _fakes.Auth.UsersAsked);
    }

    [Fact]
    public async Task Who_registers_later_is_asked_for_when_they_are_named_but_not_more_often_than_every_few_seconds()
    {
        await Names.LearnAsync([Add("first")], Token);
        var (second, third) = (Add("second"), Add("third"));
        var learning = Names.LearnAsync([second], Token);
        await Names.LearnAsync([third], Token);
        Assert.Equal((false, "somebody else", 1), (learning.IsCompleted, Names.Of(second), _fakes.Auth.UsersAsked));

        _clock.Advance(TimeSpan.FromSeconds(5));
        await learning;
        Assert.Equal(("second@example.com", "third@example.com", 2), (Names.Of(second), Names.Of(third), _fakes.Auth.UsersAsked));
    }

    [Fact]
    public async Task Who_is_nowhere_is_looked_for_once()
    {
        var nobody = Guid.CreateVersion7();
        await Names.LearnAsync([nobody], Token);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await Names.LearnAsync([nobody], Token);
        Assert.Equal(("somebody else", 1), (Names.Of(nobody), _fakes.Auth.UsersAsked));
    }

    [Fact]
    public async Task Who_could_not_be_asked_for_is_asked_for_again()
    {
        var person = Add("person");
        _fakes.Auth.Permissions = [];
        await Names.LearnAsync([person], Token);
        Assert.Equal("somebody else", Names.Of(person));

        _fakes.Auth.Permissions = [Permissions.UsersManage];
        _clock.Advance(TimeSpan.FromMinutes(1));
        await Names.LearnAsync([person], Token);
        Assert.Equal("person@example.com", Names.Of(person));
    }

    [Fact]
    public async Task Who_does_not_manage_accounts_asks_for_nobody()
    {
        _fakes.Auth.Permissions = [];
        await _circuit.GetRequiredService<ModelActions>().LearnAsync(Token);
        var person = Add("person");
        await Names.LearnAsync([person], Token);
        Assert.Equal(("somebody else", 0), (Names.Of(person), _fakes.Auth.UsersAsked));
    }

    // Ids of one millisecond have no order.
    private Guid Add(string name)
    {
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        return _fakes.Auth.AddUser($"{name}@example.com", UserTypes.Regular, _clock.GetUtcNow()).Id;
    }
}
