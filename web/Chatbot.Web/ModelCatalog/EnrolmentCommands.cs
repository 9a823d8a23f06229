namespace Chatbot.Web.ModelCatalog;

/// <summary>What is run on a machine to make it a host, as <c>docs/operating.md</c> has it.</summary>
internal static class EnrolmentCommands
{
    private const string Linux = "Linux";
    private const string Mac = "macOS";
    private const string Windows = "Windows";

    public static IReadOnlyList<string> Systems { get; } = [Linux, Mac, Windows];

    public static string Build(string system)
    {
        var runtime = system switch { Windows => "win-x64", Mac => "osx-arm64", _ => "linux-x64" };
        return $"dotnet publish services/LmStudioAgent/Chatbot.LmStudioAgent -r {runtime} --self-contained -o agent";
    }

    /// <param name="server">This page's origin.</param>
    /// <param name="token">Made by the catalog: letters, digits, points, dashes and underscores.</param>
    public static string Run(string system, string server, string token) => system switch
    {
        Mac => $$$"""
            cat > agent.json <<'END'
            {"Agent":{"Server":"{{{server}}}","EnrolmentToken":"{{{token}}}"}}
            END
            sudo mkdir -p /usr/local/chatbot-agent && sudo cp agent/Chatbot.LmStudioAgent agent.json /usr/local/chatbot-agent/
            xattr -d com.apple.quarantine /usr/local/chatbot-agent/Chatbot.LmStudioAgent 2>/dev/null
            cp docs/agent/com.chatbot.agent.plist ~/Library/LaunchAgents/ && launchctl load ~/Library/LaunchAgents/com.chatbot.agent.plist
            """,
        Windows => $$$"""
            '{"Agent":{"Server":"{{{server}}}","EnrolmentToken":"{{{token}}}"}}' | Set-Content agent.json
            mkdir C:\ProgramData\ChatbotAgent; copy agent\*.exe C:\ProgramData\ChatbotAgent; copy agent.json C:\ProgramData\ChatbotAgent
            sc.exe create ChatbotAgent binPath= C:\ProgramData\ChatbotAgent\Chatbot.LmStudioAgent.exe start= auto obj= "NT AUTHORITY\LocalService"
            icacls C:\ProgramData\ChatbotAgent /inheritance:r /grant Administrators:F "LOCAL SERVICE:RX"
            sc.exe failure ChatbotAgent reset= 60 actions= restart/5000
            New-NetFirewallRule -DisplayName "Chatbot agent" -Direction Inbound -Protocol TCP -LocalPort 7443 -Action Allow
            sc.exe start ChatbotAgent
            """,
        _ => $"""
            sudo useradd --system chatbot-agent
            sudo install -D agent/Chatbot.LmStudioAgent /opt/chatbot-agent/Chatbot.LmStudioAgent
            sudo install -m 600 /dev/stdin /etc/chatbot-agent.env <<< $'Agent__Server={server}\nAgent__EnrolmentToken={token}'
            sudo cp docs/agent/chatbot-agent.service /etc/systemd/system/ && sudo systemctl enable --now chatbot-agent && journalctl -fu chatbot-agent
            """,
    };
}
