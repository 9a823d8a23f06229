namespace Chatbot.LocalHosting.Topology;

/// <summary>The value of a parameter that nobody gave.</summary>
public abstract class ParameterDefault
{
    public abstract string GetDefaultValue();
}
