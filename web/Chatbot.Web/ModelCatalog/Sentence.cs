using System.Globalization;

namespace Chatbot.Web.ModelCatalog;

/// <summary>A text of the resources with its values.</summary>
internal static class Sentence
{
    public static string Of(string format, params object?[] values) => string.Format(CultureInfo.CurrentCulture, format, values);
}
