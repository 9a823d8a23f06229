namespace Chatbot.LocalHosting;

/// <summary>The topology of the AppHost, run on one machine without containers.</summary>
public sealed class DistributedApplication;
