using Chatbot.Auth.Data;

namespace Chatbot.Auth.Accounts;

internal static class AccountsExtensions
{
    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddIdentityCore<Account>().AddEntityFrameworkStores<AuthDbContext>();
        services.AddOptions<GuestOptions>().BindConfiguration("Guests").ValidateOnStart();
        services.AddSingleton<SetupCode>();
        services.AddSingleton<SetupCodeAnnouncement>();
        services.AddScoped<AddressBook>();
        services.AddScoped<PasswordAttempts>();
        services.AddScoped<AccountRegistration>();
    }
}
