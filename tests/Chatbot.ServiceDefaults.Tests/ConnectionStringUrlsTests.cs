using Chatbot.ServiceDefaults.Configuration;

namespace Chatbot.ServiceDefaults.Tests;

public class ConnectionStringUrlsTests
{
    [Theory]
    [InlineData("postgres://u:p@h/db", "Host=h;Port=5432;Username=u;Password=p;Database=db")]
    [InlineData("postgresql://u:p%40ss%3B@h:6000/db?sslmode=require", "Host=h;Port=6000;Username=u;Password=\"p@ss;\";Database=db;SSL Mode=require")]
    [InlineData("postgres://u:p@h/db?sslmode=verify-full&pgbouncer=true", "Host=h;Port=5432;Username=u;Password=p;Database=db;SSL Mode=verifyfull")]
    [InlineData("redis://h", "h:6379")]
    [InlineData("redis://:secret@h:6380/2", "h:6380,password=secret,defaultDatabase=2")]
    [InlineData("rediss://default:secret@h:6380", "h:6380,password=secret,ssl=true")]
    [InlineData("amqps://u:p@h/vhost", "amqps://u:p@h/vhost")]
    [InlineData("Host=h;Database=db", "Host=h;Database=db")]
    public void A_url_becomes_what_the_client_takes(string given, string expected) =>
        Assert.Equal(expected, ConnectionStringUrls.Translate(given));

    [Fact]
    public void The_postgres_form_is_read_by_npgsql()
    {
        var read = new Npgsql.NpgsqlConnectionStringBuilder(ConnectionStringUrls.Translate("postgres://u:a%27b%22c%3Bd@h/db?sslmode=require"));
        Assert.Equal("a'b\"c;d", read.Password);
        Assert.Equal(Npgsql.SslMode.Require, read.SslMode);
    }

    [Theory]
    [InlineData("postgres://")]
    [InlineData("redis://:@:x")]
    public void A_url_that_cannot_be_read_says_so(string given) =>
        Assert.Contains("is not a URL", Assert.Throws<FormatException>(() => ConnectionStringUrls.Translate(given)).Message, StringComparison.Ordinal);
}
