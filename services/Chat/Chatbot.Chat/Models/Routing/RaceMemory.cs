namespace Chatbot.Chat.Models.Routing;

/// <summary>What a request has been through, so that no place is asked in vain again and again.</summary>
internal sealed class RaceMemory(TimeProvider time)
{
    private static readonly TimeSpan BarredFor = TimeSpan.FromSeconds(2);

    private readonly Dictionary<PlaceName, (int Times, bool Again)> _failed = [];
    private readonly Dictionary<PlaceName, long> _barredAt = [];
    private readonly HashSet<PlaceName> _left = [];

    /// <summary>What was said first.</summary>
    public string? Sentence { get; private set; }

    public void Said(string sentence) => Sentence ??= sentence;

    /// <param name="again">What failed may go well there at the second time.</param>
    public void Failed(Place place, bool again = false) => _failed[place.Name] = (_failed.GetValueOrDefault(place.Name).Times + 1, again);

    public bool HasFailed(Place place) => _failed.ContainsKey(place.Name);

    public bool MayAskAgain(Place place) => _failed.GetValueOrDefault(place.Name) is (1, true);

    /// <summary>The model was not loaded there after all; later it may be.</summary>
    public void Bar(Place place) => _barredAt[place.Name] = time.GetTimestamp();

    public bool IsBarred(Place place) => HasFailed(place) || (_barredAt.TryGetValue(place.Name, out var at) && time.GetElapsedTime(at) < BarredFor);

    /// <summary>Its load was not waited for, since another place was faster: it is not gone back to.</summary>
    public void Leave(Place place) => _left.Add(place.Name);

    public bool WasLeft(Place place) => _left.Contains(place.Name);
}
