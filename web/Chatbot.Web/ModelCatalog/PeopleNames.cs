using Chatbot.Auth.Contracts;
using Chatbot.Web.Clients;
using Chatbot.Web.Sessions;

namespace Chatbot.Web.ModelCatalog;

/// <summary>Who asked for an operation, in words: the address only for those who manage accounts.</summary>
internal sealed class PeopleNames(AccountClient accounts, ModelActions actions, CircuitSession circuit, TimeProvider time)
{
    private const int PageSize = 100;

    // Whoever is not among so many of the newest accounts stays somebody else.
    private const int MostPages = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Dictionary<Guid, string> _names = [];
    private readonly HashSet<Guid> _wanted = [];

    // Looked for in vain: guests, and accounts that are gone.
    private readonly HashSet<Guid> _strangers = [];
    private DateTimeOffset _next;
    private bool _isAsking;
    private Guid? _own;

    public string Of(Guid id) => IsOwn(id) ? FleetTexts.You : _names.GetValueOrDefault(id, FleetTexts.SomebodyElse);

    public bool IsOwn(Guid id) => id == _own;

    /// <summary>Asks who those are that are not known yet, not more often than every few seconds; ends when everybody is known who can be.</summary>
    public async Task LearnAsync(IEnumerable<Guid> people, CancellationToken cancellationToken)
    {
        _own ??= (await circuit.GetAsync()).User.Id;
        if (!actions.May(Permissions.UsersManage)) return;
        _wanted.UnionWith(people.Where(id => !IsOwn(id) && !_names.ContainsKey(id) && !_strangers.Contains(id)));
        if (_isAsking) return;
        _isAsking = true;
        try
        {
            while (_wanted.Count > 0)
            {
                if (_next - time.GetUtcNow() is { Ticks: > 0 } wait) await Task.Delay(wait, time, cancellationToken);
                _next = time.GetUtcNow() + Pause;
                await FindAsync([.. _wanted], cancellationToken);
            }
        }
        catch (ServiceFailure)
        {
            // Then they are somebody else, until the next operation asks for them.
            _wanted.Clear();
        }
        finally
        {
            _isAsking = false;
        }
    }

    private async Task FindAsync(IReadOnlyCollection<Guid> sought, CancellationToken cancellationToken)
    {
        Guid? before = null;
        for (var page = 0; page < MostPages && !sought.All(_names.ContainsKey); page++)
        {
            var people = await accounts.UsersAsync(null, guests: false, before, PageSize, cancellationToken);
            foreach (var person in people.Users) _names[person.Id] = person.Email ?? FleetTexts.Guest;
            if (people is not { HasMore: true, Users: [.., var last] }) break;
            before = last.Id;
        }

        _strangers.UnionWith(sought.Where(id => !_names.ContainsKey(id)));
        _wanted.ExceptWith(sought);
    }
}
