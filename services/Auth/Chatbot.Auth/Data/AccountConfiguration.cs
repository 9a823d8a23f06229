using Chatbot.Auth.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Chatbot.Auth.Data;

internal sealed class AccountConfiguration : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("accounts");
        builder.Property(account => account.Id).ValueGeneratedNever();
        builder.Property(account => account.UserType).HasMaxLength(16);
        // Identity leaves this index not unique; two registrations of one address at once must not both pass.
        builder.HasIndex(account => account.NormalizedEmail).HasDatabaseName("ix_accounts_normalized_email").IsUnique();
        builder.HasIndex(account => account.UserType).HasFilter("user_type = 'admin'");
    }
}
