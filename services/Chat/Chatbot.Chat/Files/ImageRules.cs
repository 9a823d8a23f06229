namespace Chatbot.Chat.Files;

/// <summary>What every image must be. Of its pixels nothing is decoded: what does that, a model's server, is spared the worst.</summary>
internal static class ImageRules
{
    public const int LargestSize = 5 * 1024 * 1024;
    public const string Damaged = "The image is damaged. Please save it again and retry";
    public const string Animated = "Animated images are not supported. Please upload a still one";

    // A few kilobytes can say that they are gigabytes of pixels.
    private const long MostPixels = 100_000_000;
    private const string TooLarge = "The image has too many pixels. Please make it smaller";

    public static string? Violation(long width, long height) => width <= 0 || height <= 0 ? Damaged : width * height > MostPixels ? TooLarge : null;
}
