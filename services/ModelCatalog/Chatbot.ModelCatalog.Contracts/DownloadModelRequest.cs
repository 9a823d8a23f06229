using System.ComponentModel.DataAnnotations;

namespace Chatbot.ModelCatalog.Contracts;

/// <summary>Body of <c>POST /api/hosts/{id}/downloads</c>, answered by 202 and the <see cref="Operation"/>.</summary>
/// <param name="Model">A catalog id such as <c>qwen/qwen3-4b</c>, or the address of a repository at <c>https://huggingface.co/</c>.</param>
/// <param name="Quantization">Such as <c>Q4_K_M</c>, for a repository of several.</param>
/// <param name="IdempotencyKey">At most 100 characters; the same key of the same person is the same operation.</param>
public sealed record DownloadModelRequest(
    [Required, StringLength(300)]
    [RegularExpression(
        @"(https://huggingface\.co/)?[A-Za-z0-9][A-Za-z0-9_.-]*/[A-Za-z0-9][A-Za-z0-9_.-]*",
        ErrorMessage = "model: a catalog id such as qwen/qwen3-4b, or the address of a repository such as https://huggingface.co/publisher/model.")]
    string Model,
    [RegularExpression("[A-Za-z0-9_.-]{1,40}", ErrorMessage = "quantization: such as Q4_K_M.")] string? Quantization = null,
    [StringLength(100, MinimumLength = 1)] string? IdempotencyKey = null);
