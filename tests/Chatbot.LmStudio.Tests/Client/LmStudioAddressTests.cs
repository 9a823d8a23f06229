namespace Chatbot.LmStudio.Tests.Client;

public class LmStudioAddressTests
{
    [Theory]
    [InlineData("http://localhost:1234", "http://localhost:1234/")]
    [InlineData("http://localhost:1234/v1", "http://localhost:1234/")]
    [InlineData(" https://studio.example/lm/v1/ ", "https://studio.example/lm/")]
    public void An_address_is_taken_as_people_write_it(string given, string expected)
    {
        Assert.True(LmStudioAddress.TryParse(given, out var address));
        Assert.Equal(expected, address.AbsoluteUri);
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost:1234")]
    [InlineData("ftp://localhost")]
    [InlineData("http://user:secret@localhost:1234")]
    [InlineData("http://localhost:1234?x=1")]
    public void What_is_no_address_is_refused(string given) => Assert.False(LmStudioAddress.TryParse(given, out _));
}
