namespace Chatbot.LocalHosting.Topology;

public static class EnvironmentBuilderExtensions
{
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, string? value) where T : IResourceWithEnvironment =>
        builder.With(new SingleVariable(name, ReferenceExpression.Of(value ?? ""), value ?? ""));

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> parameter)
        where T : IResourceWithEnvironment => builder.With(new SingleVariable(name, parameter.Resource, parameter.Resource.ValueExpression));

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, EndpointReference endpointReference)
        where T : IResourceWithEnvironment => builder.With(new SingleVariable(name, endpointReference, endpointReference.ValueExpression));

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, in ReferenceExpression.ExpressionInterpolatedStringHandler value)
        where T : IResourceWithEnvironment
    {
        var expression = ReferenceExpression.Create(value);
        return builder.With(new SingleVariable(name, expression, expression.ValueExpression));
    }
}
