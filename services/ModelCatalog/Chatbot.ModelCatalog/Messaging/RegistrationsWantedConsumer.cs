using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Enrolment;
using MassTransit;

namespace Chatbot.ModelCatalog.Messaging;

/// <summary>One replica answers, to all that listen; of many that ask at once it does so once.</summary>
internal sealed class RegistrationsWantedConsumer(EnrolledHosts enrolled) : IConsumer<RegistrationsWanted>
{
    public Task Consume(ConsumeContext<RegistrationsWanted> context)
    {
        enrolled.Tell();
        return Task.CompletedTask;
    }
}
