using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Chatbot.Web.Rendering;
using Chatbot.Web.Rendering.Mathematics;

namespace Chatbot.Web.Tests.Rendering;

public sealed partial class MathMlTests
{
    [Theory]
    [InlineData(@"\frac{a}{b}", "<mfrac><mi>a</mi><mi>b</mi></mfrac>")]
    [InlineData(@"x^2", "<msup><mi>x</mi><mrow><mn>2</mn></mrow></msup>")]
    [InlineData(@"a_{ij}", "<msub><mi>a</mi><mrow><mi>i</mi><mi>j</mi></mrow></msub>")]
    [InlineData(@"x_i^2", "<msubsup><mi>x</mi><mi>i</mi><mrow><mn>2</mn></mrow></msubsup>")]
    [InlineData(@"\sqrt{2}", "<msqrt><mn>2</mn></msqrt>")]
    [InlineData(@"\sqrt[3]{x}", "<mroot><mi>x</mi><mn>3</mn></mroot>")]
    [InlineData(@"\alpha\le\Omega", "<mrow><mi>α</mi><mo>≤</mo><mi mathvariant=\"normal\">Ω</mi></mrow>")]
    [InlineData(@"3.14", "<mn>3.14</mn>")]
    [InlineData(@"f'", "<msup><mi>f</mi><mrow><mo>′</mo></mrow></msup>")]
    [InlineData(@"\mathbb{R}", "<mi>ℝ</mi>")]
    [InlineData(@"\text{if } x", "<mrow><mtext>if\u00a0</mtext><mi>x</mi></mrow>")]
    [InlineData(@"a<b", "<mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow>")]
    public void What_chats_hold_is_drawn(string source, string markup) =>
        Assert.Equal($"<math>{markup}</math>", Decoded(MathMl.From(source, isDisplay: false)));

    [Fact]
    public void Sums_have_their_limits_and_integrals_their_bounds()
    {
        Assert.Contains("<munderover><mo movablelimits=\"true\">∑</mo>", Decoded(MathMl.From(@"\sum_{i=1}^n i", true)), StringComparison.Ordinal);
        Assert.Contains("<munder><mo movablelimits=\"true\"", Decoded(MathMl.From(@"\lim_{x\to 0} x", true)), StringComparison.Ordinal);
        Assert.Contains("<msubsup><mo>∫</mo>", Decoded(MathMl.From(@"\int_0^1 x\,dx", true)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(@"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", 2, 4)]
    [InlineData(@"f(x) = \begin{cases} 1 & x > 0 \\ 0 & \text{otherwise} \end{cases}", 2, 4)]
    [InlineData(@"\begin{aligned} a &= b + c \\[4pt] &= d \\ \end{aligned}", 2, 4)]
    [InlineData(@"\left[ \begin{array}{cc|c} 1 & 2 & 3 \end{array} \right]", 1, 3)]
    public void Matrices_and_cases_have_their_rows(string source, int rows, int cells)
    {
        var math = Parse(MathMl.From(source, isDisplay: true)!);
        Assert.Equal((rows, cells), (math.QuerySelectorAll("mtr").Length, math.QuerySelectorAll("mtd").Length));
    }

    [Theory]
    [InlineData(@"x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}")]
    [InlineData(@"e^{i\pi} + 1 = 0")]
    [InlineData(@"\nabla \cdot \vec{E} = \frac{\rho}{\varepsilon_0}")]
    [InlineData(@"P(A \mid B) = \frac{P(B \mid A)\,P(A)}{P(B)}")]
    [InlineData(@"\hat{y} = \operatorname{softmax}(Wx + b)")]
    [InlineData(@"\mathcal{L} = -\sum_{i} y_i \log \hat{y}_i")]
    [InlineData(@"\left\lfloor \frac{n}{2} \right\rfloor \le \binom{n}{k}")]
    [InlineData(@"O(n \log n), \quad \Theta(n^2)")]
    [InlineData(@"\int_{-\infty}^{\infty} e^{-x^2}\,dx = \sqrt{\pi}")]
    [InlineData(@"A \not= B, \; x \notin \emptyset, \; \overline{AB} \parallel \underbrace{CD}_{n}")]
    [InlineData(@"7 \equiv 1 \pmod{3}")]
    [InlineData(@"\boxed{42\%}")]
    public void Formulas_of_everyday_are_drawn(string source) => Assert.NotNull(MathMl.From(source, isDisplay: true));

    [Theory]
    [InlineData(@"\unknown{x}")]
    [InlineData(@"\frac{a}")]
    [InlineData(@"{a")]
    [InlineData(@"a}")]
    [InlineData(@"x^")]
    [InlineData(@"x^2^3")]
    [InlineData(@"\left( a")]
    [InlineData(@"\begin{pmatrix} a")]
    [InlineData(@"\begin{evil} a \end{evil}")]
    [InlineData(@"\")]
    [InlineData("")]
    public void What_is_unknown_or_unfinished_is_not_guessed(string source) => Assert.Null(MathMl.From(source, isDisplay: false));

    [Fact]
    public void What_is_nested_too_deeply_or_too_long_is_not_followed()
    {
        Assert.Null(MathMl.From(string.Concat(Enumerable.Repeat("{", 3000)), false));
        Assert.Null(MathMl.From(string.Concat(Enumerable.Repeat(@"\sqrt", 1000)) + "x", false));
        Assert.Null(MathMl.From(string.Concat(Enumerable.Repeat(@"\not", 1400)) + "=", false));
        Assert.Null(MathMl.From(new string('x', 5000), false));
    }

    [Theory]
    [InlineData("It costs $5 and $6.")]
    [InlineData("From $20-$30 to $1,000.")]
    [InlineData("I have $5 in cash and you have 10$ too.")]
    [InlineData("US$5, CA$6")]
    [InlineData("A lone $ and a $ b $ c.")]
    [InlineData("`$x$` is code")]
    public void Money_stays_money(string text)
    {
        var body = Parse(SafeMarkdown.ToHtml(text));
        Assert.Null(body.QuerySelector("math"));
        Assert.Equal(text.Replace("`", "", StringComparison.Ordinal), body.TextContent.Trim());
    }

    [Theory]
    [InlineData("So $x^2$ it is.", false)]
    [InlineData("So \\(x^2\\) it is.", false)]
    [InlineData("$5 for $x^2$.", false)]
    [InlineData("$$x^2$$", true)]
    [InlineData("$$\nx^2\n$$", true)]
    [InlineData("Then:\n\\[\nx^2\n+ 1\n\\].\nAnd on.", true)]
    [InlineData("- a\n\n  \\[ x^2 \\]", true)]
    public void All_four_kinds_of_signs_are_known(string text, bool isDisplay)
    {
        var math = Assert.Single(Parse(SafeMarkdown.ToHtml(text)).QuerySelectorAll("math"));
        Assert.NotNull(math.QuerySelector("msup"));
        Assert.Equal(isDisplay ? "block" : null, math.GetAttribute("display"));
    }

    [Theory]
    [InlineData(@"As shown before \[1\], it is blue.", "As shown before [1], it is blue.")]
    [InlineData(@"As others found \[2, 3\].", "As others found [2, 3].")]
    [InlineData(@"\[1\]", "[1]")]
    [InlineData("\\[1\\].\nAnd on.", "[1].\nAnd on.")]
    public void A_number_in_escaped_brackets_is_a_reference(string text, string shown)
    {
        var body = Parse(SafeMarkdown.ToHtml(text));
        Assert.Null(body.QuerySelector("math"));
        Assert.Equal(shown, body.TextContent.Trim());
    }

    [Theory]
    [InlineData(@"There are \(5\) of them.")]
    [InlineData("$$42$$")]
    [InlineData(@"So \[x\] it is.")]
    [InlineData(@"\[1 + 1\]")]
    public void A_formula_may_be_short(string text) => Assert.Single(Parse(SafeMarkdown.ToHtml(text)).QuerySelectorAll("math"));

    [Fact]
    public void What_cannot_be_drawn_stands_there_as_its_source()
    {
        var body = Parse(SafeMarkdown.ToHtml("So $\\unknown{x}$:\n\n$$\n\\unknown{y}\n$$"));
        Assert.Equal([@"\unknown{x}", @"\unknown{y}"], body.QuerySelectorAll("code").Select(code => code.TextContent));
    }

    [Fact]
    public void A_formula_on_its_way_is_shown_when_it_is_whole()
    {
        const string Text = "Then:\n\n$$\nx^2\n+ y_1\n$$\n\nand \\(a_1\\) too";
        var splitter = new MarkdownSplitter();
        for (var length = 1; length <= Text.Length; length++)
        {
            splitter.Update(Text[..length], growing: true);
            foreach (var block in splitter.Blocks) Assert.DoesNotMatch("[$\\\\]|math-source|<ul", SafeMarkdown.ToHtml(block.Text));
        }

        Assert.Equal(2, splitter.Blocks.Sum(block => Parse(SafeMarkdown.ToHtml(block.Text)).QuerySelectorAll("math").Length));
    }

    private static string Decoded(string? markup) => Entities().Replace(markup ?? "", match => ((char)int.Parse(match.Groups[1].ValueSpan)).ToString());

    private static IElement Parse(string html) => new HtmlParser().ParseDocument(html).Body!;

    [GeneratedRegex("&#([0-9]+);")]
    private static partial Regex Entities();
}
