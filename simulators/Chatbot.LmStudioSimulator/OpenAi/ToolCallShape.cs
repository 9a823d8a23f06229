using Chatbot.LmStudioSimulator.Script;

namespace Chatbot.LmStudioSimulator.OpenAi;

/// <summary>Calls of tools as OpenAI's interface shows them: <c>{"id","type":"function","function":{"name","arguments"}}</c>.</summary>
internal static class ToolCallShape
{
    /// <summary>In a stream: id and name stand in the call's first piece alone.</summary>
    public static object Piece(Token token, bool isFirst) => new
    {
        index = token.Call!.Index,
        id = isFirst ? token.Call.Id : null,
        type = isFirst ? "function" : null,
        function = new { name = isFirst ? token.Call.Name : null, arguments = token.Text },
    };

    /// <summary>Null where nothing is called.</summary>
    public static IReadOnlyList<object>? Whole(IEnumerable<Token> pieces)
    {
        List<object> calls =
        [
            .. pieces.GroupBy(piece => piece.Call!).Select(call => new
            {
                call.Key.Id,
                type = "function",
                function = new { call.Key.Name, arguments = string.Concat(call.Select(piece => piece.Text)) },
            }),
        ];
        return calls.Count > 0 ? calls : null;
    }
}
