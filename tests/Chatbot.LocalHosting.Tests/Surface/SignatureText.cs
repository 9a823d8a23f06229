using System.Reflection;
using System.Runtime.CompilerServices;

namespace Chatbot.LocalHosting.Tests.Surface;

/// <summary>Writes a method in the manner of <c>aspire-api.txt</c>.</summary>
internal static class SignatureText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(string)] = "string",
        [typeof(int)] = "int",
        [typeof(bool)] = "bool",
        [typeof(object)] = "object",
        [typeof(void)] = "void",
    };

    public static string Of(MethodInfo method)
    {
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Of))}>" : "";
        var parameters = string.Join(", ", method.GetParameters().Select(Of));
        return $"{Of(method.ReturnType)} {method.Name}{generic}({parameters}){Constraints(method)}";
    }

    private static string Of(ParameterInfo parameter)
    {
        var prefix = parameter.Position == 0 && parameter.Member.IsDefined(typeof(ExtensionAttribute)) ? "this "
            : parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        var value = parameter.HasDefaultValue ? $" = {Literal(parameter.DefaultValue)}" : "";
        return $"{prefix}{Of(parameter.ParameterType)} {parameter.Name}{value}";
    }

    private static string Literal(object? value) => value switch { null => "null", bool flag => flag ? "true" : "false", _ => $"{value}" };

    private static string Of(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword)) return keyword;
        if (type.IsByRef) return $"{Of(type.GetElementType()!)}&";
        if (type.IsArray) return $"{Of(type.GetElementType()!)}[]";
        if (Nullable.GetUnderlyingType(type) is { } inner) return $"{Of(inner)}?";
        return type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>" : type.Name;
    }

    private static string Constraints(MethodInfo method) => string.Concat(
        from argument in method.IsGenericMethod ? method.GetGenericArguments() : []
        let constraints = argument.GetGenericParameterConstraints()
        where constraints.Length > 0
        select $" where {argument.Name} : {string.Join(", ", constraints.Select(Of))}");
}
