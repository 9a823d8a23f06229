using Chatbot.LocalHosting.Configuration;

namespace Chatbot.LocalHosting.Tests.Configuration;

public sealed class EnvFileTests
{
    [Theory]
    [InlineData("A=b", "b")]
    [InlineData("  export A = b ", "b")]
    [InlineData("A=postgres://u:p@h/db?sslmode=require", "postgres://u:p@h/db?sslmode=require")]
    [InlineData("A=b # why", "b")]
    [InlineData("A=p#ssword", "p#ssword")]
    [InlineData("A=\"b # c\" # why", "b # c")]
    [InlineData("A='b \"c\" \\n'", "b \"c\" \\n")]
    [InlineData("A=\"one\\ntwo \\\"x\\\" \\\\\"", "one\ntwo \"x\" \\")]
    [InlineData("A=", "")]
    [InlineData("A=# nothing", "")]
    public void A_line_gives_a_name_and_its_value(string line, string value) => Assert.Equal([("A", value)], EnvFile.Parse([line]));

    [Theory]
    [InlineData("")]
    [InlineData("# A=b")]
    [InlineData("nonsense")]
    public void Other_lines_give_nothing(string line) => Assert.Empty(EnvFile.Parse([line]));
}
