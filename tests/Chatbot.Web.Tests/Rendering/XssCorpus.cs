namespace Chatbot.Web.Tests.Rendering;

/// <summary>What people have tried on renderers of Markdown.</summary>
internal static class XssCorpus
{
    public static readonly string[] Texts =
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<iframe src=\"javascript:alert(1)\"></iframe>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<style>body{background:url(javascript:alert(1))}</style>",
        "<div style=\"background:url(https://evil.example)\">x</div>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<!-- --><script>alert(1)</script>",
        "<base href=\"https://evil.example/\">",
        "<form action=\"https://evil.example\"><input name=a></form>",
        "<meta http-equiv=\"refresh\" content=\"0;url=https://evil.example\">",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](javascript&colon;alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
        "[x](vbscript:msgbox(1))",
        "[x](file:///etc/passwd)",
        "[x](//evil.example/a)",
        "[x](/api/auth/signout)",
        "[x](https://ok.example/\"onmouseover=\"alert(1))",
        "[x](https://ok.example/ \"title\" onclick=alert(1))",
        "[x](<https://ok.example/\" onclick=\"alert(1)>)",
        "![x](https://evil.example/track.png)",
        "![\"onerror=\"alert(1)](x)",
        "![x](javascript:alert(1))",
        "![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)",
        "<javascript:alert(1)>",
        "<https://ok.example/\"><script>alert(1)</script>>",
        "<user@ok.example?subject=\"><script>alert(1)</script>>",
        "[a]: javascript:alert(1)\n\n[a]",
        "[a]\n\n[a]: data:text/html,x \"t\"",
        "```\"><script>alert(1)</script>\nx\n```",
        "```js onload=alert(1)\n</code></pre><script>alert(1)</script>\n```",
        "- ```<img/src=x>\n  </code><script>alert(1)</script>\n  ```",
        "`</code><script>alert(1)</script>`",
        "| <script>alert(1)</script> | b |\n|---|---|\n| <img src=x onerror=alert(1)> | [x](javascript:alert(1)) |",
        "# <script>alert(1)</script>",
        "> <img src=x onerror=alert(1)>",
        "- [x] <input onfocus=alert(1) autofocus>",
        "**<b onmouseover=alert(1)>x</b>**",
        "{onclick=alert(1)}\n\n# x {onclick=alert(1)}",
        "https://ok.example/<script>alert(1)</script>",
        "www.ok.example/\"onclick=alert(1)",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "\u0000<script>alert(1)</script>",
        $"{Deep("> ")}<script>alert(1)</script>",
        $"{Deep("- ")}<img src=x onerror=alert(1)>",
        $"{Deep("*a **b ")}<script>alert(1)</script>",
    ];

    private static string Deep(string marker) => string.Concat(Enumerable.Repeat(marker, 200));

    public static TheoryData<string> Data => [.. Texts];
}
