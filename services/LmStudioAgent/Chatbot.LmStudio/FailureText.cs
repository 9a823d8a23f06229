namespace Chatbot.LmStudio;

/// <summary>
/// LM Studio says in words what it has no code for. The words known to mean "does not fit into memory": the guardrails'
/// "insufficient system resources ... requires approximately N GB", the engines' "out of memory", and the SIGABRT that is
/// all that remains of a CUDA allocation failure.
/// </summary>
internal static class FailureText
{
    private static readonly string[] OutOfMemory =
        ["insufficient system resources", "out of memory", "outofmemory", "sigabrt", "failed to allocate", "not enough memory", "insufficient memory"];

    private static readonly string[] NoModel = ["model not found", "model_not_found", "no model found", "cannot find a model", "no model matching"];

    public static LmStudioFailure Classify(string text, LmStudioFailure otherwise) =>
        Says(text, OutOfMemory) ? LmStudioFailure.OutOfMemory
        : Says(text, NoModel) ? LmStudioFailure.ModelNotFound
        : otherwise;

    private static bool Says(string text, string[] words) => words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
