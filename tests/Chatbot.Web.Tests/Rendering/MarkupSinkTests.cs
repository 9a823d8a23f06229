using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Chatbot.Web.Tests.Rendering;

public sealed partial class MarkupSinkTests
{
    /// <summary>Addresses that a page makes, by its file: what is new here has to be looked at.</summary>
    private static readonly Dictionary<string, string[]> Addresses = new()
    {
        ["Admin/AdminPage.razor"] = ["@Address(null)", "@Address(users[^1].Id)"], // Of this page, with a number in it.
        ["Chat/AttachmentPreviews.razor"] = ["@image.Url"], // Only of a file that is one of the service's own.
        ["Chat/MessageAttachments.razor"] = ["@file.Url", "@file.Url", "@file.Url"],
        ["Layout/MainLayout.razor"] = ["@ContentMark.Of(Navigation)"], // The page's own address with a mark.
        ["Layout/PlainLayout.razor"] = ["@ContentMark.Of(Navigation)"],
        ["Pages/TooManyGuests.razor"] = ["@Login.AddressFor(Target)", "@Target"], // The address that was asked for, of this host.
        ["Sharing/SharedChat.razor"] = ["/chat/@detail.Id?before=@detail.Messages[0].Id"], // Ids are no texts.
        ["Sharing/SharedMessage.razor"] = ["@file.Url", "@file.Url", "@file.Url"],
        ["Sidebar/HistoryItem.razor"] = ["/chat/@Chat.Id"],
    };

    [Fact]
    public void Every_address_that_a_page_makes_is_known()
    {
        var root = Path.Combine(Root(), "Components");
        var found = Directory.EnumerateFiles(root, "*.razor", SearchOption.AllDirectories)
            .Select(file => (Name: Path.GetRelativePath(root, file).Replace('\\', '/'), Found: Address().Matches(File.ReadAllText(file)).Select(match => match.Groups["address"].Value).ToArray()))
            .Where(file => file.Found.Length > 0)
            .ToDictionary(file => file.Name, file => file.Found);
        Assert.Equal(Addresses.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        Assert.All(found, file => Assert.Equal(Addresses[file.Key].Order(StringComparer.Ordinal), file.Value.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Only_what_shows_sanitised_text_makes_markup()
    {
        var root = Root();
        var sinks = Directory.EnumerateFiles(root, "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".razor" or ".cs" or ".js")
            .Where(file => Sink().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(root, file))
            .Where(file => !file.StartsWith("obj", StringComparison.Ordinal));
        Assert.Equal(["MarkdownHtml.razor.cs", "MarkdownView.razor.js"], sinks.Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private static string Root() => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "..", "web", "Chatbot.Web"));

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex("MarkupString|AddMarkupContent|DOMParser|setHTML|createContextualFragment|innerHTML|outerHTML|insertAdjacentHTML|document\\.write|HtmlString|Html\\.Raw")]
    private static partial Regex Sink();

    // Those of the page's own files have their fingerprints from the build.
    [GeneratedRegex("(?:href|src|action|formaction|srcset|poster)=(?:\"(?<address>(?!@Assets\\[)[^\"]*@[^\"]*)\"|(?<address>@[^\\s>]+))")]
    private static partial Regex Address();
}
