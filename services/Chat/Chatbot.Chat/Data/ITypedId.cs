namespace Chatbot.Chat.Data;

/// <summary>An id that cannot be mistaken for another kind of id; in the database and on the wire it is a UUID.</summary>
internal interface ITypedId<TSelf> : IParsable<TSelf> where TSelf : struct, ITypedId<TSelf>
{
    Guid Value { get; }

    static abstract TSelf From(Guid value);
}
