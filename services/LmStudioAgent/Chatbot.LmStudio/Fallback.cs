namespace Chatbot.LmStudio;

/// <summary>Another way where an LM Studio does not have the first: by capability, never because something else went wrong.</summary>
internal static class Fallback
{
    public static async Task<T> FirstAsync<T>(Func<Task<T>> first, Func<Task<T>> second)
    {
        try
        {
            return await first();
        }
        catch (LmStudioException exception) when (exception.Failure == LmStudioFailure.Unsupported)
        {
            return await second();
        }
    }
}
