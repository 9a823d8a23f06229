using Chatbot.Web.ModelCatalog;

namespace Chatbot.Web.Components;

/// <summary>As the browser's tab says it: the page, and of what it is one.</summary>
internal static class ProductName
{
    public static string Title(string page) => page.Length == 0 ? SharedTexts.Product : Sentence.Of(SharedTexts.Titled, page);
}
