using System.Globalization;

namespace Chatbot.LmStudio;

/// <summary>How much of a model goes to the GPU: a share, all of it, or nothing.</summary>
public readonly record struct GpuOffload
{
    private GpuOffload(string? word, double share) => (Word, Share) = (word, share);

    /// <summary>As much as there is.</summary>
    public static GpuOffload Max { get; } = new("max", 1);

    public static GpuOffload Off { get; } = new("off", 0);

    internal string? Word { get; }

    internal double Share { get; }

    /// <param name="share">0 to 1, of the model's layers.</param>
    public static GpuOffload Of(double share) => share is >= 0 and <= 1
        ? new(null, share)
        : throw new ArgumentOutOfRangeException(nameof(share), share, "The share of a model on the GPU is from 0 to 1.");

    public override string ToString() => Word ?? Share.ToString(CultureInfo.InvariantCulture);
}
