namespace Chatbot.Chat.Tests.Support;

/// <summary>A row for every endpoint of the service: one that is missing fails <see cref="AccessMatrixTests"/>.</summary>
internal static class AccessMatrix
{
    private const string ForbiddenChat = "403 forbidden:chat";
    private const string NoChat = "404 not_found:chat";

    public static IReadOnlyList<AccessRow> Rows { get; } =
    [
        new("POST /api/chat", "/api/chat", 200, ForbiddenChat)
        {
            Body = """{"id":"{id}","message":{"id":"{new}","role":"user","parts":[{"type":"text","text":"Access"}]},"selectedChatModel":"chat-model","selectedVisibilityType":"private"}""",
        },
        new("DELETE /api/chat", "/api/chat?id={id}", 200, ForbiddenChat, NoChat),
        new("GET /api/chat/{id}", "/api/chat/{id}", 200, ForbiddenChat, NoChat) { Public = "200" },
        new("PATCH /api/chat/{id}", "/api/chat/{id}", 200, ForbiddenChat, NoChat) { Body = """{"pinned":true}""" },
        new("POST /api/chat/{id}/restore", "/api/chat/{id}/restore", 200, ForbiddenChat, NoChat),
        new("GET /api/chat/{id}/stream", "/api/chat/{id}/stream", 200, ForbiddenChat, NoChat) { Public = "200" },
        new("POST /api/chat/{id}/stop", "/api/chat/{id}/stop", 202, ForbiddenChat, NoChat),
        new("GET /api/history", "/api/history", 200, "200"),
        new("DELETE /api/history", "/api/history", 200, "200"),
        new("GET /api/vote", "/api/vote?chatId={id}", 200, "403 forbidden:vote", NoChat),
        new("PATCH /api/vote", "/api/vote", 200, "403 forbidden:vote", "404 not_found:vote") { Body = """{"chatId":"{id}","messageId":"{answer}","type":"up"}""" },
        new("GET /api/export", "/api/export", 200, "200"),
        new("POST /api/import", "/api/import", 202, "202") { Body = "[]" },
        new("GET /api/import/{id}", "/api/import/{id}", 200, NoChat, NoChat),
        // Files have tests of their own, by their names.
        new("POST /api/files/upload", "/api/files/upload", 400, "400 bad_request:files") { Body = "{}" },
        new("GET /api/files/{name}", "/api/files/0198c0de00007000800000000000000a.png", 404, "404 not_found:files"),
        new("GET /v1/models", "/v1/models", 200, "200"),
        new("GET /v1/models/{**id}", "/v1/models/chat-model", 200, "200"),
        // What is asked there is nobody's: it is as malformed for one as for another.
        new("POST /v1/chat/completions", "/v1/chat/completions", 400, "400 bad_request:api") { Body = "{}" },
        new("POST /v1/embeddings", "/v1/embeddings", 400, "400 bad_request:api") { Body = "{}" },
    ];
}
