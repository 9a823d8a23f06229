using Chatbot.Auth.Contracts;
using Chatbot.Web.Clients;
using Chatbot.Web.Sessions;

namespace Chatbot.Web.ModelCatalog;

/// <summary>Who asked for an operation, in words: the address only for those who manage accounts.</summary>
internal sealed class PeopleNames(ServiceClient services, ModelActions actions, CircuitSession circuit)
{
    private readonly Dictionary<Guid, string> _names = [];
    private Guid? _own;

    public string Of(Guid id) => IsOwn(id) ? FleetTexts.You : _names.GetValueOrDefault(id, FleetTexts.SomebodyElse);

    public bool IsOwn(Guid id) => id == _own;

    public async Task LearnAsync(CancellationToken cancellationToken)
    {
        _own = (await circuit.GetAsync()).User.Id;
        if (!actions.May(Permissions.UsersManage)) return;
        try
        {
            var people = await services.SendAsync<People>(new HttpRequestMessage(HttpMethod.Get, "http://auth/api/users?limit=100&guests=false"), cancellationToken);
            foreach (var person in people.Users ?? []) _names[person.Id] = person.Email ?? FleetTexts.Guest;
        }
        catch (ServiceFailure)
        {
            // Then they are somebody else.
        }
    }

    private sealed record People(IReadOnlyList<Person>? Users);

    private sealed record Person(Guid Id, string? Email);
}
