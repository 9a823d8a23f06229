namespace Chatbot.LmStudioSimulator.Configuration;

/// <summary>The switches of a host, each decided.</summary>
internal sealed class HostFeatures(StudioOptions options)
{
    private static readonly Version V0327 = new(0, 3, 27);
    private static readonly Version V040 = new(0, 4, 0);

    public bool RestV1 => options.Has.RestV1 ?? Since(V040);

    public bool Sockets => options.Has.Sockets ?? true;

    public bool Estimates => options.Has.Estimates ?? Since(V0327);

    public bool ProcessingState => options.Has.ProcessingState ?? Since(V0327);

    public bool TimeToLiveInfo => options.Has.TimeToLiveInfo ?? Since(V0327);

    public bool Hardware => options.Has.Hardware ?? Since(V040);

    public bool WarningKinds => options.Has.WarningKinds ?? Since(V040);

    public bool LmsStatus => options.Has.LmsStatus ?? Since(V040);

    public bool NewModelFields => options.Has.NewModelFields ?? Since(V040);

    private bool Since(Version version) => Version.Parse(options.Version.Split('-', '+')[0]) >= version;
}
