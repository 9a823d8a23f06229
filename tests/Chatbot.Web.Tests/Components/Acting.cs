using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Tests.Components;

/// <summary>Finds and acts in one turn of the renderer: between two turns a render of the page's own may take the element away.</summary>
internal static class Acting
{
    public static Task ClickOnAsync<TComponent>(this IRenderedComponent<TComponent> component, string selector) where TComponent : IComponent =>
        component.OnAsync(selector, element => element.ClickAsync(new()));

    public static Task TypeIntoAsync<TComponent>(this IRenderedComponent<TComponent> component, string selector, string text) where TComponent : IComponent =>
        component.OnAsync(selector, element => element.InputAsync(new() { Value = text }));

    private static async Task OnAsync<TComponent>(this IRenderedComponent<TComponent> component, string selector, Func<IElement, Task> act) where TComponent : IComponent =>
        await component.InvokeAsync(() => act(component.Find(selector)));
}
