using System.Runtime.CompilerServices;
using Bunit;

namespace Chatbot.Web.Tests.Components;

/// <summary>How long a component is waited for: one second, the library's own word, is short on a machine that does other things.</summary>
internal static class Waiting
{
    [ModuleInitializer]
    internal static void Patiently() => BunitContext.DefaultWaitTimeout = TimeSpan.FromSeconds(20);
}
