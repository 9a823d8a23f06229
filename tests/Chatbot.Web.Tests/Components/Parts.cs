using System.Runtime.CompilerServices;
using Bunit;
using Chatbot.Web.Components.Sidebar;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Tests.Components;

/// <summary>What components give the focus to, as they know it: an element that was drawn again no longer says it in bUnit's markup.</summary>
internal static class Parts
{
    /// <summary>The element that was given the focus last.</summary>
    public static string Focused(BunitJSInterop js) => ((ElementReference)js.Invocations["Blazor._internal.domWrapper.focus"][^1].Arguments[0]!).Id;

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "first")]
    public static extern ref ElementReference First(UserNav nav);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "button")]
    public static extern ref ElementReference Button(UserNav nav);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "button")]
    public static extern ref ElementReference Button(HistoryItem item);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "search")]
    public static extern ref ElementReference Search(HistoryList list);
}
