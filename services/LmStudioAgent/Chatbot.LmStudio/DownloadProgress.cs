namespace Chatbot.LmStudio;

/// <param name="Fraction">0 to 1; null while the size is unknown.</param>
public sealed record DownloadProgress(double? Fraction, long? DownloadedBytes, long? TotalBytes, double? BytesPerSecond);
