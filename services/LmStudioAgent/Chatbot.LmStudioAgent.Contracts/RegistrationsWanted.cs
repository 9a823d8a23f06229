namespace Chatbot.LmStudioAgent.Contracts;

/// <summary>Published by a replica of the chat service that begins to listen: the catalog then says <see cref="HostRegistered"/> of every enrolled host at once.</summary>
/// <param name="By">The replica, for whoever reads the bus.</param>
public sealed record RegistrationsWanted(string By);
