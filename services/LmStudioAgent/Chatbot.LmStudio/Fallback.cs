namespace Chatbot.LmStudio;

/// <summary>Another way where an LM Studio does not have the first: by capability, never because something else went wrong.</summary>
internal static class Fallback
{
    /// <summary>The failure of the last way is the one that counts.</summary>
    public static async Task<T> FirstAsync<T>(params Func<Task<T>>[] ways)
    {
        foreach (var way in ways[..^1])
        {
            try
            {
                return await way();
            }
            catch (LmStudioException exception) when (exception.Failure == LmStudioFailure.Unsupported)
            {
                // The next one, then.
            }
        }

        return await ways[^1]();
    }
}
