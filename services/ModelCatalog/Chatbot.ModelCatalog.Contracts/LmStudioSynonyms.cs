using System.ComponentModel.DataAnnotations;

namespace Chatbot.ModelCatalog.Contracts;

/// <summary>Answer of <c>GET /api/lmstudio/models</c>: language models on hosts that can be reached.</summary>
public sealed record LmStudioModels(IReadOnlyList<LmStudioModel> Models);

public sealed record LmStudioModel(string Id, string Name, string Description);

/// <summary>Body of <c>POST /api/lmstudio/load</c> and <c>POST /api/lmstudio/models/load</c>, answered when the model is loaded.</summary>
/// <param name="Ttl">Seconds; null is the host's default.</param>
public sealed record LmStudioLoad([StringLength(480)] string? ModelKey = null, [Range(60, 604_800)] int? Ttl = null);

/// <summary>Body of <c>POST /api/lmstudio/unload</c>; without a key the model used last.</summary>
public sealed record LmStudioUnload([StringLength(480)] string? ModelKey = null);

/// <summary>Body of <c>POST /api/lmstudio/models/unload</c>.</summary>
/// <param name="Identifier">Of the instance.</param>
public sealed record LmStudioUnloadInstance([StringLength(500)] string? Identifier = null);

/// <param name="Ttl">Seconds, as asked for or as the host set it; null when pinned or not known yet.</param>
public sealed record LmStudioDone(bool Ok, string ModelKey, int? Ttl = null);

/// <summary>Answer of <c>GET /api/lmstudio/status</c>, of all hosts that can be reached.</summary>
public sealed record LmStudioStatus(
    IReadOnlyList<LmStudioDownloaded> Downloaded, IReadOnlyList<LmStudioLoaded> LoadedLlms, IReadOnlyList<LmStudioLoaded> LoadedEmbeddings);

/// <param name="Type"><c>llm</c> or <c>embedding</c>.</param>
public sealed record LmStudioDownloaded(string ModelKey, string DisplayName, string Type, long? SizeBytes, int? MaxContextLength, string Host);

public sealed record LmStudioLoaded(string Identifier, string ModelKey, int? ContextLength, string Host);
