using Chatbot.Chat.Contracts;
using Chatbot.Chat.Files;

namespace Chatbot.Chat.Conversations;

/// <summary>What can be told of a request without data. Each answer is the cause of a 400: the field, and what is wrong with it.</summary>
internal static class ChatRequestRules
{
    private const int LongestText = 100_000;
    private const int MostParts = 20;
    private const int LongestApproval = 100;
    private const int MostFiles = 10;
    private const int LongestMediaType = 200;

    public static string? Violation(ChatRequest request)
    {
        if (request.Id == Guid.Empty) return "id: a UUID is required.";
        if (new object?[] { request.Message, request.Regenerate, request.Continue, request.Approval }.Count(given => given is not null) != 1)
            return "message: exactly one of message, regenerate, continue and approval is required.";
        var goesOn = request.Continue is not null || request.Approval is not null;
        if (!goesOn && string.IsNullOrEmpty(request.SelectedChatModel)) return "selectedChatModel: a model's id is required.";
        if (request.SelectedVisibilityType is { } visibility && !Visibilities.IsKnown(visibility)) return "selectedVisibilityType: public or private.";
        if (request.ParentId.Id == Guid.Empty) return "parentId: a message's UUID.";
        if (request.Continue is { } goOn) return goOn.MessageId == Guid.Empty ? "continue.messageId: a UUID is required." : null;
        if (request.Approval is { } approval) return approval.ApprovalId is { Length: > 0 and <= LongestApproval } id && !id.Any(char.IsControl) ? null : "approval.approvalId: the id of the request is required.";
        return request.Regenerate is { } regenerate
            ? regenerate.MessageId == Guid.Empty ? "regenerate.messageId: a UUID is required." : null
            : Violation(request.Message!) ?? (request.SelectedVisibilityType is null ? "selectedVisibilityType: public or private is required." : null);
    }

    private static string? Violation(NewMessage message)
    {
        if (message.Id == Guid.Empty) return "message.id: a UUID is required.";
        if (message.Role != MessageRoles.User) return "message.role: must be user.";
        if (message.Parts is not { Count: > 0 and <= MostParts }) return $"message.parts: 1 to {MostParts} parts are required.";
        if (message.Parts.Count(part => part?.Type == "file") > MostFiles) return $"message.parts: at most {MostFiles} files.";
        return message.Parts.Select(Violation).FirstOrDefault(violation => violation is not null);
    }

    private static string? Violation(NewPart? part, int index)
    {
        var field = $"message.parts[{index}]";
        if (part is null) return $"{field}: a part is required.";
        if (part.Type == "file") return FileViolation(part, field);
        if (part.Type != "text") return $"{field}.type: text or file.";
        if (part.MediaType is not null || part.Name is not null || part.Url is not null) return $"{field}: a text part has only text.";
        if (part.Text is not { Length: > 0 and <= LongestText }) return $"{field}.text: 1 to 100,000 characters are required.";
        return part.Text.Contains('\0') ? $"{field}.text: the character NUL is not allowed." : null;
    }

    private static string? FileViolation(NewPart part, string field)
    {
        if (part.Text is not null) return $"{field}: a file part has no text.";
        if (part.MediaType is not { Length: > 0 and <= LongestMediaType }) return $"{field}.mediaType: what the upload answered as contentType is required.";
        if (part.Name is not { Length: > 0 and <= OriginalNames.Longest } || part.Name.Any(char.IsControl)) return $"{field}.name: 1 to {OriginalNames.Longest} characters on one line are required.";
        return FileNames.In(part.Url) is null ? $"{field}.url: the url that the upload answered is required." : null;
    }
}
