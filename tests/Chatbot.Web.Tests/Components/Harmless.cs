using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Tests.Components;

/// <summary>Nothing in it runs, loads, styles or leads away.</summary>
internal static class Harmless
{
    private static readonly string[] Forbidden = ["script", "iframe", "object", "embed", "style", "link", "meta", "base", "foreignobject", "annotation-xml"];

    /// <param name="forms">How many forms are the component's own.</param>
    public static void AssertHarmless<T>(this IRenderedComponent<T> shown, int forms = 0) where T : IComponent
    {
        Assert.Equal(forms, shown.FindAll("form").Count);
        foreach (var element in shown.FindAll("*"))
        {
            Assert.DoesNotContain(element.LocalName, Forbidden);
            foreach (var attribute in element.Attributes) AssertHarmless(attribute);
        }
    }

    private static void AssertHarmless(IAttr attribute)
    {
        // The renderer's own marks of handlers are numbers.
        if (attribute.Name.StartsWith("blazor:", StringComparison.Ordinal) || attribute.Name.StartsWith('@')) return;
        Assert.False(attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase), attribute.Name);
        if (attribute.Name is "href" or "src") Assert.Matches("^(https?:|mailto:|/api/files/[0-9a-f]{32}\\.|/chat/[0-9a-f-]{36}$)", attribute.Value);
        Assert.DoesNotContain(attribute.Name, (string[])["style", "srcdoc", "action", "formaction"]);
    }
}
