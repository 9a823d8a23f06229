using System.Net;
using System.Text.RegularExpressions;
using Chatbot.Web.Tests.Fakes;

namespace Chatbot.Web.Tests.Bff;

/// <summary>Pages with forms, as a browser without scripts uses them.</summary>
internal static partial class Forms
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<HttpClient> SignedInAsync(this WebHost web)
    {
        var browser = web.Browser();
        using var response = await browser.PostFormAsync("/login", "login", ("Form.Email", "ada@example.com"), ("Form.Password", "correct horse"));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return browser;
    }

    public static async Task<HttpResponseMessage> PostFormAsync(this HttpClient browser, string page, string handler, params (string Name, string Value)[] fields)
    {
        using var shown = await browser.GetAsync(page, Token);
        var html = await shown.Content.ReadAsStringAsync(Token);
        using var form = new FormUrlEncodedContent(
        [
            new("_handler", handler),
            new("__RequestVerificationToken", AntiforgeryToken().Match(html).Groups[1].Value),
            .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)),
        ]);
        return await browser.PostAsync(page, form, Token);
    }

    public static async Task<string> TextAsync(this HttpResponseMessage response) => WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Token));

    /// <summary>Where it leads, at the own origin.</summary>
    public static string? PathOf(HttpResponseMessage response) => response.Headers.Location is { } to ? new Uri(new Uri("http://localhost/"), to).PathAndQuery : null;

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex AntiforgeryToken();
}
