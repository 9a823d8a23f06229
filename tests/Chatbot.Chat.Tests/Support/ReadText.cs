using System.Text;
using Chatbot.Chat.Models;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Tests.Support;

internal static class ReadText
{
    public static ChatResponseUpdate Read(this CompletionReader reader, string data) => reader.Read(Encoding.UTF8.GetBytes(data));
}
