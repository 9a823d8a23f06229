namespace Chatbot.Web.Security;

/// <summary>Where somebody is answered whom nobody knows yet.</summary>
internal enum Door
{
    SignIn,
    Guest,
    Token,

    /// <summary>As <see cref="Token"/>, counted by the account that is named.</summary>
    TokenOfClient,
    Enrolment,

    /// <summary>API keys that were wrong.</summary>
    Key,
}
