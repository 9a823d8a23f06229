using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Chatbot.LmStudioSimulator.Faults;

/// <summary>
/// The faults of a host, as <c>/simulator/faults</c> reads and takes them:
/// <c>{"hang":{"surfaces":["socket"]},"outOfMemory":{"times":1}}</c>.
/// </summary>
internal sealed class FaultSet
{
    /// <summary>Every request is answered by a reset of its connection, and open sockets are cut; the simulator's own control still answers.</summary>
    public Fault? Refuse { get; set; }

    /// <summary>Requests and messages are taken and not answered until the fault is gone.</summary>
    public HangFault? Hang { get; set; }

    /// <summary>Every request is answered 200 with LM Studio's words for an unknown route, as by a server that is no LM Studio.</summary>
    public Fault? AnswersAnything { get; set; }

    /// <summary>The first listing after a load has started is answered 500 with a page of HTML.</summary>
    public Fault? HtmlAtLoadStart { get; set; }

    /// <summary>A load ends by a crash of the model.</summary>
    public DeathFault? DieMidLoad { get; set; }

    /// <summary>A load ends by the failed allocation of memory on the GPU.</summary>
    public LoadFault? OutOfMemory { get; set; }

    /// <summary>A load gets no further, and is not over either.</summary>
    public LoadFault? StallLoad { get; set; }

    public SlowLoadFault? SlowLoad { get; set; }

    public SmallerContextFault? SmallerContext { get; set; }

    /// <summary>A download ends on its way.</summary>
    public LoadFault? FailDownload { get; set; }

    public SlowPrefillFault? SlowPrefill { get; set; }

    public TruncationFault? TruncateStream { get; set; }

    public AnswerFault? UnloadUnderAnswer { get; set; }

    public OtherModelFault? AnswerWithAnotherModel { get; set; }

    [JsonIgnore]
    public IEnumerable<Fault> All => new Fault?[]
    {
        Refuse, Hang, AnswersAnything, HtmlAtLoadStart, DieMidLoad, OutOfMemory, StallLoad,
        SlowLoad, SmallerContext, FailDownload, SlowPrefill, TruncateStream, UnloadUnderAnswer, AnswerWithAnotherModel,
    }.OfType<Fault>();

    public IEnumerable<string> Errors()
    {
        foreach (var fault in All)
        {
            List<ValidationResult> results = [];
            Validator.TryValidateObject(fault, new ValidationContext(fault), results, validateAllProperties: true);
            foreach (var result in results) yield return $"{fault.GetType().Name}: {result.ErrorMessage}";
        }

        if (Hang is { } hang && (hang.Surfaces.Count == 0 || hang.Surfaces.Except(Surface.Names).Any()))
            yield return $"hang: 'surfaces' must name one or more of {string.Join(", ", Surface.Names)}.";
    }
}
