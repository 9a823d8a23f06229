namespace Chatbot.LocalHosting.Processes;

/// <summary>Something kept running under one name.</summary>
internal interface IWorkload
{
    string Name { get; }

    /// <summary>Where it listens, for people.</summary>
    string Address { get; }

    /// <summary>Whether its log lines are for everybody, or only for the file and <c>--verbose</c>.</summary>
    bool Quiet { get; }

    /// <summary>What an operator needs beside the address, for the state file: a node's name, a program's folder.</summary>
    IReadOnlyDictionary<string, string> Details => System.Collections.Frozen.FrozenDictionary<string, string>.Empty;

    /// <summary>How long it may take to end by itself.</summary>
    TimeSpan Grace { get; }

    /// <summary>Everything a start needs, before the first one and each one after.</summary>
    Task<Launch> PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Whether it does its work now; asked every tenth of a second until it says yes.</summary>
    Task<bool> IsReadyAsync(CancellationToken cancellationToken);
}
