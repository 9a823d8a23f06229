using Chatbot.LmStudioSimulator.Hosts;

namespace Chatbot.LmStudioSimulator.Faults;

internal static class OtherModel
{
    /// <summary>The name that an answer bears: the instance's own, unless a fault has another model answer.</summary>
    public static string NameToAnswerWith(this SimulatedHost host, SimulatedInstance instance)
    {
        if (host.Faults.Take(faults => faults.AnswerWithAnotherModel) is not { } fault) return instance.Identifier;
        bool Fits(SimulatedModel other) => other.Key != instance.Model.Key && other.Kind == instance.Model.Kind;
        return fault.Model
            ?? host.Instances.FirstOrDefault(other => Fits(other.Model))?.Identifier
            ?? host.Models.FirstOrDefault(Fits)?.Key
            ?? "another/model";
    }
}
